package dev.gantry.llm.conversations;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// A process that adds turns to a conversation, each with the number of the former one and its own,
/// and prints the number when it is on the disk, until it is killed.
public final class ConversationWriter {
  static final ConversationLimits LIMITS = new ConversationLimits(1, Duration.ofDays(1));

  /// So long that a write takes a while.
  private static final String PADDING = "x".repeat(20_000);

  private ConversationWriter() {}

  /// Writes.
  ///
  /// @param arguments directory of the store
  public static void main(String[] arguments) throws Exception {
    ConversationStore store =
        ConversationStore.open(
            Path.of(arguments[0]), LIMITS, InstantSource.system(), ConversationWriter::fail);
    List<Conversation> all = store.list();
    String id = (all.isEmpty() ? store.create("", 0, LIMITS.timeToLive()) : all.getFirst()).id();
    for (int turn = next(store.get(id)); ; turn++) {
      try (TakenConversation taken = store.take(id)) {
        int dropped = taken.conversation().turns().size() > 20 ? 1 : 0;
        taken.append(dropped, new Turn(Integer.toString(turn), PADDING));
      }
      System.out.println(turn);
    }
  }

  /// Number of the turn after the last one.
  static int next(Conversation conversation) {
    return conversation.droppedTurns() + conversation.turns().size();
  }

  static void fail(String problem) {
    throw new IllegalStateException(problem);
  }
}
