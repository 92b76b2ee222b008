package dev.gantry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Goes through what commands do, so that the JVM can write down what it had to load for it
/// (`-XX:AOTCacheOutput`). `./gantry` does that once for each build. The commands only read, but
/// for a build of one small file, by the engine if there is one, into a directory that is deleted
/// again.
final class Rehearsal {

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("--version"),
          List.of("build", "--help"),
          List.of("engine", "status", "--json"),
          List.of("builds", "ls"),
          List.of("layers", "debian:trixie-slim"));

  private static final int BUILDS = 2;

  private Rehearsal() {}

  /// Ends with 0 whatever the commands say.
  public static void main(String[] arguments) throws IOException {
    for (List<String> command : COMMANDS) {
      var _ = Main.run(command);
    }
    Path directory = Files.createTempDirectory("gantry-rehearsal");
    try {
      build(directory);
    } finally {
      delete(directory);
    }
    System.exit(0);
  }

  /// The second one finds everything in the cache of the engine.
  private static void build(Path directory) throws IOException {
    Path project = Files.createDirectory(directory.resolve("rehearsal"));
    Files.writeString(project.resolve("Dockerfile"), "FROM scratch\nCOPY Dockerfile /\n");
    Files.writeString(
        project.resolve("compose.yaml"), "services: {rehearsal: {image: rehearsal, build: .}}\n");
    String result = directory.resolve("result").toString();
    for (int i = 0; i < BUILDS; i++) {
      var _ = Main.run(List.of("build", "--project", project.toString(), "--output", result));
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
