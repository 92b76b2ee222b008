package dev.gantry.llm.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.KilledProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a process in the middle of writing, again and again: what it said is on the disk is there,
/// and of what it was writing all or nothing.
class KilledWriterTest {
  private static final int KILLS = Integer.getInteger("kills", 50);

  @TempDir private Path directory;

  @Test
  void losesNothingThatWasCommitted() throws Exception {
    int next = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      // another number of groups each time, and none at all now and then
      int last =
          KilledProcess.lastNumber(
              CollectionWriter.class,
              kill % 5,
              next - 1,
              directory.toString(),
              Integer.toString(next));

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
}
