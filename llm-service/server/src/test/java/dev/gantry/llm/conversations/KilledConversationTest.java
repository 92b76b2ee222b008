package dev.gantry.llm.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.KilledProcess;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a process in the middle of writing, again and again: what it said is on the disk is there,
/// and the conversation is whole.
class KilledConversationTest {
  private static final int KILLS = Integer.getInteger("kills", 10);

  @TempDir private Path directory;

  @Test
  void losesNoTurnThatWasKept() throws Exception {
    int next = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      int last =
          KilledProcess.lastNumber(
              ConversationWriter.class, kill % 5, next - 1, directory.toString());

      Conversation kept = kept();
      if (kept == null) {
        assertThat(last).isEqualTo(-1);
        continue;
      }
      next = ConversationWriter.next(kept);
      assertThat(next).isBetween(last + 1, last + 2);
      for (int i = 0; i < kept.turns().size(); i++) {
        assertThat(kept.turns().get(i).question()).isEqualTo("" + (kept.droppedTurns() + i));
      }
    }
    assertThat(next).isGreaterThanOrEqualTo(KILLS / 5 * 10);
  }

  private @Nullable Conversation kept() throws Exception {
    try (ConversationStore store =
        ConversationStore.open(
            directory,
            ConversationWriter.LIMITS,
            InstantSource.system(),
            ConversationWriter::fail)) {
      List<Conversation> all = store.list();
      return all.isEmpty() ? null : all.getFirst();
    }
  }
}
