package dev.gantry.cli;

import dev.gantry.domain.inference.AccessFile;
import dev.gantry.domain.inference.AccessFiles;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the LLM service lets one in: options, and the variables that stand for them.
final class AccessOptions {
  private static final String SERVER_NAME_VARIABLE = "GANTRY_TLS_SERVER_NAME";

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      description =
          "Talk by TLS, and trust the authorities in this PEM file. Default: $GANTRY_TLS_CA, else"
              + " what the running container says, else no TLS.")
  private @Nullable Path tlsAuthorities;

  @Option(
      names = "--tls-server-name",
      paramLabel = "NAME",
      description =
          "Name that the certificate of the service has. Default: $GANTRY_TLS_SERVER_NAME, else what"
              + " the running container says, else the host.")
  private @Nullable String tlsServerName;

  @Option(
      names = "--tls-client-cert",
      paramLabel = "FILE",
      description =
          "PEM file with a certificate to show. Default: $GANTRY_TLS_CLIENT_CERT, else what the"
              + " running container says, else none.")
  private @Nullable Path tlsCertificate;

  @Option(
      names = "--tls-client-key",
      paramLabel = "FILE",
      description =
          "PEM file with its key. Default: $GANTRY_TLS_CLIENT_KEY, else what the running container"
              + " says, else none.")
  private @Nullable Path tlsKey;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "File with the token that the service wants. Default: $GANTRY_TOKEN_FILE, else what the"
              + " running container says, else none.")
  private @Nullable Path tokenFile;

  /// What options name, and variables where there is no option.
  AccessFiles files(CliContext context) {
    Map<AccessFile, AccessFiles.Named> named = new EnumMap<>(AccessFile.class);
    for (AccessFile file : AccessFile.values()) {
      Path option = option(file);
      if (option != null) {
        named.put(file, named(context, file.option(), option.toString()));
      } else {
        variable(context, file.variable())
            .ifPresent(value -> named.put(file, named(context, file.variable(), value)));
      }
    }
    return new AccessFiles(
        named,
        Optional.ofNullable(tlsServerName).or(() -> variable(context, SERVER_NAME_VARIABLE)));
  }

  private @Nullable Path option(AccessFile file) {
    return switch (file) {
      case TLS_CA -> tlsAuthorities;
      case TLS_CLIENT_CERT -> tlsCertificate;
      case TLS_CLIENT_KEY -> tlsKey;
      case TOKEN_FILE -> tokenFile;
    };
  }

  private static AccessFiles.Named named(CliContext context, String by, String file) {
    return new AccessFiles.Named(by, context.workingDirectory().resolve(file));
  }

  private static Optional<String> variable(CliContext context, String name) {
    return Optional.ofNullable(context.environment().get(name)).filter(value -> !value.isEmpty());
  }
}
