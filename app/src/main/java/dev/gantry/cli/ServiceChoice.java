package dev.gantry.cli;

import dev.gantry.domain.inference.ServiceAccess;
import dev.gantry.domain.inference.ServiceEndpoint;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Which LLM service is meant.
final class ServiceChoice {
  private static final int LAST_PORT = 65_535;

  @Option(
      names = "--host",
      description = "Where the service is. Default: where the running mode publishes it.")
  private @Nullable String host;

  @Option(
      names = "--port",
      description = "Port of the service. Default: that of the running mode; 50052 with --host.")
  private @Nullable Integer port;

  @Option(
      names = AccessFiles.TLS_CA,
      paramLabel = "FILE",
      description =
          "Talk by TLS, and trust the authorities in this PEM file. Default: $GANTRY_TLS_CA, else"
              + " no TLS.")
  private @Nullable Path tlsAuthorities;

  @Option(
      names = AccessFiles.TOKEN_FILE,
      paramLabel = "FILE",
      description =
          "File with the token that the service wants. Default: $GANTRY_TOKEN_FILE, else none.")
  private @Nullable Path tokenFile;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /// Where the service listens, and how it lets one in.
  ///
  /// @throws ParameterException if an option is not well-formed, or names a file that cannot be
  ///   used
  ServiceEndpoint endpoint(CliContext context, GlobalOptions options) {
    if (port != null && (port <= 0 || port > LAST_PORT)) {
      throw wrong("--port has to be 1 to " + LAST_PORT);
    }
    if (host != null && !isHost(host)) {
      throw wrong("--host has to be the name or address of a machine, and --port its port");
    }
    ServiceAccess access = access(context);
    ServiceEndpoint endpoint =
        host == null && port == null
            ? new Endpoints(context.ports().compose())
                .ofRunningMode(context.openProject(options.project()))
            : Endpoints.at(Optional.ofNullable(host), Optional.ofNullable(port));
    if (access.token().isPresent() && !access.usesTls() && !endpoint.isOnThisMachine()) {
      throw wrong(
          "Without %s everyone on the way to %s could read the token"
              .formatted(AccessFiles.TLS_CA, endpoint.host()));
    }
    return endpoint.with(access);
  }

  private ServiceAccess access(CliContext context) {
    try {
      return new AccessFiles(context).read(tlsAuthorities, tokenFile);
    } catch (AccessFiles.Unusable failure) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), failure.getMessage(), failure);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  private static boolean isHost(String host) {
    try {
      // the constructor puts an IPv6 address into brackets, and takes no port from the name
      URI uri = new URI(null, null, host, 1, null, null, null);
      return uri.getHost() != null && uri.getUserInfo() == null;
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
