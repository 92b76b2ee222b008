package dev.gantry.cli;

import dev.gantry.domain.inference.AccessFile;
import dev.gantry.domain.inference.AccessFiles;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.ServicePlace;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Which LLM service is meant.
final class ServiceChoice {
  private static final int LAST_PORT = 65_535;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Where the service is. Default: where the running mode publishes it.")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the service. Default: that of the running mode; 50052 with --host.")
  private @Nullable Integer port;

  @Mixin private final AccessOptions access = new AccessOptions();

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
    AccessFiles said = access.files(context);
    ServicePlace place =
        host == null && port == null
            ? new Endpoints(context.ports().compose())
                .ofRunningMode(context.openProject(options.project()))
            : Endpoints.at(Optional.ofNullable(host), Optional.ofNullable(port));
    try {
      return new ServicePlace(place.endpoint(), said.or(place.files()))
          .open(context.ports().access());
    } catch (GantryException failure) {
      throw usage(failure.problem(), said).map(this::wrong).orElseThrow(() -> failure);
    }
  }

  /// What is wrong with what was said here, and not by a container.
  private static Optional<String> usage(Problem problem, AccessFiles said) {
    return switch (problem) {
      case Problem.AccessFileUnusable(var by, var file, var cause) when said.isNamedBy(by) ->
          Optional.of("%s: %s %s".formatted(by, file, cause));
      case Problem.TokenExposed(var host) when said.named(AccessFile.TOKEN_FILE).isPresent() ->
          Optional.of(
              "Without %s everyone on the way to %s could read the token"
                  .formatted(AccessFile.TLS_CA.option(), host));
      default -> Optional.empty();
    };
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
