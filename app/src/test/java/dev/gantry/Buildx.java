package dev.gantry;

import dev.gantry.adapter.privateengine.EngineHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The build client of Docker's own, to compare with. It is called without the Docker CLI in front.
public final class Buildx {

  private static final long DEADLINE_SECONDS = 120;

  private final Path program;
  private final Map<String, String> environment;

  private Buildx(Path program, Map<String, String> environment) {
    this.program = program;
    this.environment = Map.copyOf(environment);
  }

  /// Finds the plugin of the user, of the system, or of Gantry's own engine.
  ///
  /// @param configuration directory for what it writes down
  public static Optional<Buildx> find(Path configuration) {
    Path home = Path.of(System.getenv().getOrDefault("HOME", System.getProperty("user.home")));
    Path programs = EngineHome.of(System.getenv(), home).cache().resolve("engine/current");
    return Stream.of(
            home.resolve(".docker"),
            Path.of("/usr/local/lib/docker"),
            Path.of("/usr/local/libexec/docker"),
            Path.of("/usr/lib/docker"),
            Path.of("/usr/libexec/docker"),
            programs.resolve("usr/libexec/docker"),
            programs.resolve("usr/lib/docker"))
        .map(directory -> directory.resolve("cli-plugins/docker-buildx"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(program -> new Buildx(program, Map.of("DOCKER_CONFIG", configuration.toString())));
  }

  /// The same program for another engine.
  ///
  /// @param host such as `unix:///run/docker.sock`
  public Buildx at(String host) {
    Map<String, String> more = new HashMap<>(environment);
    more.put("DOCKER_HOST", host);
    return new Buildx(program, more);
  }

  /// The command line of a call, and what has to be in its environment.
  public List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    return command;
  }

  /// What has to be in the environment of a call.
  public Map<String, String> environment() {
    return environment;
  }

  /// Runs a command to its end.
  ///
  /// @return what it wrote
  /// @throws AssertionError if it fails or takes too long
  public String run(List<String> arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile("buildx", ".log");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command(arguments))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment());
      Process process = builder.start();
      boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      String text = Files.readString(output, StandardCharsets.UTF_8);
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError("buildx " + arguments + " failed:\n" + text);
      }
      return text;
    } finally {
      Files.delete(output);
    }
  }
}
