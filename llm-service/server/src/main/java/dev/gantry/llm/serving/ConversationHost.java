package dev.gantry.llm.serving;

import static dev.gantry.llm.log.EventLog.field;

import dev.gantry.llm.conversations.ConversationLimits;
import dev.gantry.llm.conversations.ConversationStore;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.log.EventLog.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Opens the conversations, and closes them at the end. Where they cannot be opened, the server
/// goes on without them and says why to whoever asks.
public final class ConversationHost implements AutoCloseable {
  private final ConversationState state;
  private final EventLog log;

  private ConversationHost(ConversationState state, EventLog log) {
    this.state = state;
    this.log = log;
  }

  /// Opens the conversations.
  ///
  /// @param dataDirectory of the server; null keeps them in memory
  public static ConversationHost open(
      @Nullable Path dataDirectory, ConversationLimits limits, EventLog log) {
    Path directory =
        dataDirectory == null ? null : dataDirectory.resolve("conversations").toAbsolutePath();
    try {
      ConversationStore store =
          ConversationStore.open(
              directory,
              limits,
              InstantSource.system(),
              problem ->
                  log.write(Level.WARN, "conversation.unreadable", field("problem", problem)));
      log.write(
          Level.INFO,
          "conversations.ready",
          field("path", directory == null ? "" : directory),
          field("conversations", store.list().size()));
      return new ConversationHost(new ConversationState.Ready(store), log);
    } catch (IOException | RuntimeException e) {
      String problem =
          "The conversations in %s cannot be used: %s. Set data-dir to a directory of this server's own."
              .formatted(directory, e);
      log.write(Level.ERROR, "conversations.failed", field("problem", problem));
      return new ConversationHost(new ConversationState.Failed(problem), log);
    }
  }

  public ConversationState state() {
    return state;
  }

  @Override
  public void close() {
    if (state instanceof ConversationState.Ready(ConversationStore store)) {
      try {
        store.close();
      } catch (IOException e) {
        log.write(Level.WARN, "conversations.close_failed", field("error", e));
      }
    }
  }
}
