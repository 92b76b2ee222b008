package dev.gantry.devloop.serve;

import dev.gantry.devloop.compile.IncrementalCompiler;
import dev.gantry.devloop.watch.ChangeWatch;
import dev.gantry.devloop.watch.Snapshot;
import dev.gantry.devloop.watch.WatchedFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A copy of what the loop watches in this repository.
final class EditedSources {
  static final String RPC = "llm-service/server/src/main/java/dev/gantry/llm/rpc/";
  static final String SERVER_INFO = RPC + "ServerInfoGrpc.java";

  private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();
  private static final List<String> PARTS =
      List.of("llm-service/server/src/main", "dockerfiles", "pom.xml");

  private final Path root;

  EditedSources(Path root) throws IOException {
    this.root = root;
    for (String part : PARTS) {
      try (Stream<Path> files = Files.walk(REPOSITORY.resolve(part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path copy = root.resolve(REPOSITORY.relativize(file));
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  Path root() {
    return root;
  }

  /// A compiler for its sources, which sees all that the test sees but the classes of the server.
  IncrementalCompiler compiler() throws IOException {
    List<Path> libraries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(path -> !path.endsWith("server/target/classes"))
            .filter(path -> !path.getFileName().toString().startsWith("llm-server"))
            .toList();
    return new IncrementalCompiler(root, WatchedFiles.SOURCE_ROOTS, libraries);
  }

  /// As they are now.
  Snapshot snapshot() throws IOException {
    try (ChangeWatch watch =
        new ChangeWatch(root, ChangeWatch.Means.LOOKING, InstantSource.system(), () -> {})) {
      return watch.last();
    }
  }

  void write(String path, String text) throws IOException {
    Files.writeString(root.resolve(path), text);
  }

  String read(String path) throws IOException {
    return Files.readString(root.resolve(path));
  }

  /// Saves a file with something else in one place.
  void edit(String path, String old, String replacement) throws IOException {
    String text = read(path);
    if (!text.contains(old)) {
      throw new IllegalArgumentException("%s has no %s".formatted(path, old));
    }
    write(path, text.replace(old, replacement));
  }
}
