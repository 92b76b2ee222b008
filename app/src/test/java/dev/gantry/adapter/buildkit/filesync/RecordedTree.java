package dev.gantry.adapter.buildkit.filesync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The directory of the recorded cases, see `buildkit/README.md` in the test resources.
final class RecordedTree {

  private RecordedTree() {}

  static List<String> lines(String resource) {
    try {
      return new String(
              RecordedTree.class.getResourceAsStream("/buildkit/" + resource).readAllBytes(),
              StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Creates the directory: a name with a slash at its end is a directory, an arrow makes a link.
  static void create(Path root) throws IOException {
    for (String line : lines("dockerignore-tree.txt")) {
      int arrow = line.indexOf(" -> ");
      if (arrow > 0) {
        Path target = Path.of(line.substring(arrow + 4));
        Files.createSymbolicLink(root.resolve(line.substring(0, arrow)), target);
      } else if (line.endsWith("/")) {
        Files.createDirectories(root.resolve(line));
      } else {
        Files.createDirectories(root.resolve(line).getParent());
        Files.writeString(root.resolve(line), line);
      }
    }
  }

  /// All paths, in the notation of the cases.
  static List<String> paths() {
    return lines("dockerignore-tree.txt").stream()
        .map(line -> line.replaceFirst(" -> .*", ""))
        .toList();
  }
}
