package dev.gantry.cli;

import dev.gantry.domain.inference.ServiceEndpoint;
import java.net.URI;
import java.net.URISyntaxException;
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

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /// Where the service listens.
  ///
  /// @throws ParameterException if an option is not well-formed
  ServiceEndpoint endpoint(CliContext context, GlobalOptions options) {
    if (port != null && (port <= 0 || port > LAST_PORT)) {
      throw wrong("--port has to be 1 to " + LAST_PORT);
    }
    if (host != null && !isHost(host)) {
      throw wrong("--host has to be the name or address of a machine, and --port its port");
    }
    return host == null && port == null
        ? new Endpoints(context.ports().compose())
            .ofRunningMode(context.openProject(options.project()))
        : Endpoints.at(Optional.ofNullable(host), Optional.ofNullable(port));
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
