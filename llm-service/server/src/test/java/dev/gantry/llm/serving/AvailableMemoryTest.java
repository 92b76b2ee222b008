package dev.gantry.llm.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvailableMemoryTest {
  @TempDir private Path directory;

  private AvailableMemory with(String name, String text) throws Exception {
    Files.writeString(directory.resolve(name), text);
    return new AvailableMemory(directory, directory);
  }

  @Test
  void isWhatTheSystemHas() throws Exception {
    assertThat(with("meminfo", "MemTotal: 100 kB\nMemAvailable:   7 kB\n").bytes())
        .hasValue(7 * 1024);
  }

  @Test
  void isAtMostWhatTheContainerLeaves() throws Exception {
    with("meminfo", "MemAvailable: 1000 kB\n");
    with("memory.max", "5000\n");
    assertThat(with("memory.current", "4000\n").bytes()).hasValue(1000);
    // cache can be dropped
    assertThat(with("memory.stat", "anon 9\ninactive_file 1500\n").bytes()).hasValue(2500);
  }

  @Test
  void isThatOfTheSystemInAContainerWithoutLimit() throws Exception {
    with("memory.max", "max\n");
    with("memory.current", "4000\n");
    assertThat(with("meminfo", "MemAvailable: 2 kB\n").bytes()).hasValue(2048);
  }

  @Test
  void isNotKnownWhereTheSystemDoesNotTell() {
    assertThat(new AvailableMemory(directory, directory).bytes()).isEmpty();
  }

  @Test
  void isToldHere() {
    assertThat(new AvailableMemory().bytes().orElse(0)).isPositive();
  }
}
