package dev.gantry;

import dev.gantry.adapter.docker.EngineEnvironment;
import dev.gantry.adapter.docker.EngineLocator;
import dev.gantry.cli.Cancellation;
import dev.gantry.cli.ResidentProcess;
import dev.gantry.resident.Commands;
import dev.gantry.resident.Request;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/// Commands of other processes, each with the surroundings of the process that asks.
final class ForeignCommands implements Commands {

  /// Variables with paths; relative ones mean something to a process of its own only.
  private static final List<String> PATHS =
      List.of(
          "HOME",
          "DOCKER_CONFIG",
          "DOCKER_CERT_PATH",
          "GANTRY_ENGINE_HOME",
          "GANTRY_CA_BUNDLE",
          "SSH_AUTH_SOCK",
          "SSL_CERT_FILE",
          "CURL_CA_BUNDLE",
          "REQUESTS_CA_BUNDLE",
          "NODE_EXTRA_CA_CERTS");

  private final Remembered remembered = Remembered.nothing();
  private final Charset charset = Charset.forName(System.getProperty("native.encoding"));

  /// Programs that reach an engine for Gantry may want to ask something on the terminal.
  @Override
  public boolean accepts(Request request) {
    boolean absolute =
        PATHS.stream()
            .map(name -> request.environment().getOrDefault(name, ""))
            .allMatch(path -> path.isEmpty() || path.startsWith("/"));
    Surroundings around = surroundings(request, new Streams(System.out, System.err));
    EngineEnvironment environment = EngineEnvironment.of(around.environment(), around.home());
    return absolute && !new EngineLocator(environment, Optional::empty).needsProgram();
  }

  @Override
  public int run(
      Request request, Streams streams, Cancellation cancellation, ResidentProcess resident) {
    Surroundings around = surroundings(request, streams);
    try {
      return new Invocation(
              around,
              cancellation,
              ForeignCommands::refuseDashboard,
              Optional.of(resident),
              remembered)
          .run(request.arguments());
    } finally {
      around.out().flush();
      around.err().flush();
    }
  }

  private Surroundings surroundings(Request request, Streams streams) {
    PrintWriter out = Surroundings.writer(streams.out(), charset);
    return new Surroundings(
        request.environment(),
        request.workingDirectory(),
        out,
        streams.err().equals(streams.out()) ? out : Surroundings.writer(streams.err(), charset),
        ProcessScreen.ofOther(request.environment(), request.pid()),
        _ -> Optional.empty());
  }

  private static void refuseDashboard() {
    throw new IllegalStateException("the dashboard needs a process of its own");
  }
}
