package dev.gantry.llm.collections;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a process in the middle of writing, again and again: what it said is on the disk is there,
/// and of what it was writing all or nothing.
class KilledWriterTest {
  private static final int KILLS = Integer.getInteger("kills", 20);

  @TempDir private Path directory;

  @Test
  void losesNothingThatWasCommitted() throws Exception {
    int next = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      // another number of groups each time, and none at all now and then
      int last = writeAndKill(next, kill % 5);

      long documents = documents();
      assertThat(documents % CollectionWriter.GROUP).isZero();
      long groups = documents / CollectionWriter.GROUP;
      assertThat(groups).isBetween((long) last + 1, (long) last + 2);
      next = (int) groups;
    }
    assertThat(next).isGreaterThanOrEqualTo(KILLS / 5 * 10);
  }

  private long documents() throws Exception {
    try (CollectionStore store = CollectionStore.open(directory)) {
      List<CollectionInfo> all = store.list();
      return all.isEmpty() ? 0 : all.getFirst().documents();
    }
  }

  /// Returns the last group that the process said was on the disk.
  private int writeAndKill(int first, int groups) throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                CollectionWriter.class.getName(),
                directory.toString(),
                Integer.toString(first))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int last = first - 1;
    try (BufferedReader lines = writer.inputReader()) {
      for (int i = 0; i < groups; i++) {
        String line = lines.readLine();
        assertThat(line).isNotNull();
        last = Integer.parseInt(line);
      }
      // the handle's leaves what is still to be read
      assertThat(writer.toHandle().destroyForcibly()).isTrue();
      assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = Integer.parseInt(line);
      }
    }
    return last;
  }
}
