package dev.gantry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What holds for the files that all is written in.
class SourceFilesTest {
  private static final int MAX_LINES = 400;

  @Test
  void noSourceFileIsLong() throws IOException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(Path.of("src"))) {
      files = tree.filter(path -> path.toString().endsWith(".java")).toList();
    }

    assertThat(files)
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(Files.readAllLines(file).size())
                    .as("lines of %s", file)
                    .isLessThanOrEqualTo(MAX_LINES));
  }
}
