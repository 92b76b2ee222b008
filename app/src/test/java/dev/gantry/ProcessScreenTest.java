package dev.gantry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessScreenTest {
  @TempDir private Path streams;

  @AfterEach
  void removeLinks() throws IOException {
    Files.deleteIfExists(streams.resolve("1"));
    Files.deleteIfExists(streams.resolve("2"));
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/pts/3, true",
    "/dev/tty, true",
    "/dev/ttyS0, true",
    "/dev/console, true",
    "pipe:[4711], false",
    "/dev/null, false",
    "/tmp/out.txt, false",
    "/dev/pts/3 (deleted), false"
  })
  void aStreamIsATerminalByWhatItIsConnectedWith(String target, boolean terminal)
      throws IOException {
    Files.createSymbolicLink(streams.resolve("1"), Path.of(target));
    Files.createSymbolicLink(streams.resolve("2"), Path.of("/dev/null"));
    ProcessScreen screen = new ProcessScreen(Map.of(), streams, Path.of("/dev/tty"));

    assertThat(screen.showsOut()).isEqualTo(terminal);
    assertThat(screen.showsErr()).isFalse();
  }

  @Test
  void aDumbTerminalIsNone() throws IOException {
    Files.createSymbolicLink(streams.resolve("2"), Path.of("/dev/pts/3"));

    assertThat(new ProcessScreen(Map.of("TERM", "dumb"), streams, Path.of("/dev/tty")).showsErr())
        .isFalse();
    assertThat(new ProcessScreen(Map.of("TERM", "xterm"), streams, Path.of("/dev/tty")).showsErr())
        .isTrue();
  }

  @Test
  void isAsWideAsTheShellSays() {
    assertThat(new ProcessScreen(Map.of("COLUMNS", "132"), streams, Path.of("/dev/tty")).columns())
        .isEqualTo(132);
  }

  @Test
  void isSomeWidthInAnyCase() {
    assertThat(new ProcessScreen(Map.of("COLUMNS", "wide"), streams, Path.of("/dev/tty")).columns())
        .isPositive();
  }
}
