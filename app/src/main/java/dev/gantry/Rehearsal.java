package dev.gantry;

import dev.gantry.adapter.buildkit.BuildKit;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.engine.EngineAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Goes through what commands begin with, so that the JVM can write down what it had to load for it
/// (`-XX:AOTCacheOutput`). `./gantry` does that once for each build. Nothing is changed: the
/// commands only read, and the build finds no engine.
final class Rehearsal {

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("--version"),
          List.of("build", "--help"),
          List.of("engine", "status", "--json"),
          List.of("builds", "ls"),
          List.of("layers", "debian:trixie-slim"));

  private Rehearsal() {}

  /// Ends with 0 whatever the commands say.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    for (List<String> command : COMMANDS) {
      var _ = Main.run(command);
    }
    Path directory = Files.createTempDirectory("gantry-rehearsal");
    try {
      build(directory);
    } finally {
      Files.deleteIfExists(directory.resolve("Dockerfile"));
      Files.delete(directory);
    }
    System.exit(0);
  }

  private static void build(Path directory) throws IOException, InterruptedException {
    Path dockerfile = Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\n");
    BuildTarget target =
        new BuildTarget(
            "rehearsal",
            "rehearsal",
            "rehearsal",
            "rehearsal",
            BuildDefinition.of(directory, dockerfile).build(),
            Map.of());
    EngineAddress nowhere =
        new EngineAddress(
            "unix://" + directory.resolve("none"),
            EngineAddress.Source.ENVIRONMENT,
            Optional.empty());
    try (BuildKit buildKit =
        new BuildKit(() -> nowhere, _ -> Optional.empty(), new EngineDialer())) {
      var _ = buildKit.runner().start(BuildRequest.of(target), _ -> {}).await();
    }
  }
}
