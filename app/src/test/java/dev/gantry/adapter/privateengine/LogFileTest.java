package dev.gantry.adapter.privateengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

  @TempDir private Path directory;

  @Test
  void showsTheLastLines() throws IOException {
    Path file = Files.writeString(directory.resolve("log"), "one\ntwo\n\nthree\n");

    assertThat(new LogFile(file).tail(2)).isEqualTo(List.of("two", "three"));
    assertThat(new LogFile(directory.resolve("none")).tail(2)).isEmpty();
  }

  @Test
  void keepsOneOlderFileWhileAProgramGoesOnWriting() throws IOException {
    Path file = directory.resolve("log");
    try (var program =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      program.write(new byte[(int) LogFile.LIMIT_BYTES + 1]);

      new LogFile(file).limit();
      program.write("on\n".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(file).hasContent("on\n");
    assertThat(directory.resolve("log.1")).hasSize(LogFile.LIMIT_BYTES + 1);
  }

  @Test
  void leavesASmallFileAlone() throws IOException {
    Path file = Files.writeString(directory.resolve("log"), "one\n");

    new LogFile(file).limit();

    assertThat(file).hasContent("one\n");
  }
}
