package dev.gantry.llm.serving;

import static dev.gantry.llm.log.EventLog.field;

import dev.gantry.llm.collections.CollectionStore;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.log.EventLog.Level;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Opens the collections, and closes them at the end. Where they cannot be opened, the server goes
/// on without them and says why to whoever asks.
public final class CollectionHost implements AutoCloseable {
  private final CollectionState state;
  private final EventLog log;

  private CollectionHost(CollectionState state, EventLog log) {
    this.state = state;
    this.log = log;
  }

  /// Opens the collections.
  ///
  /// @param dataDirectory of the server; null for none
  public static CollectionHost open(@Nullable Path dataDirectory, EventLog log) {
    if (dataDirectory == null) {
      return new CollectionHost(new CollectionState.Disabled(), log);
    }
    Path directory = dataDirectory.resolve("collections").toAbsolutePath();
    try {
      CollectionStore store = CollectionStore.open(directory);
      log.write(
          Level.INFO,
          "collections.ready",
          field("path", directory),
          field("collections", store.list().size()));
      return new CollectionHost(new CollectionState.Ready(store), log);
    } catch (IOException | RuntimeException e) {
      String problem =
          "The collections in %s cannot be used: %s. Set data-dir to a directory of this server's own."
              .formatted(directory, e);
      log.write(Level.ERROR, "collections.failed", field("problem", problem));
      return new CollectionHost(new CollectionState.Failed(problem), log);
    }
  }

  public CollectionState state() {
    return state;
  }

  @Override
  public void close() {
    if (state instanceof CollectionState.Ready(CollectionStore store)) {
      try {
        store.close();
      } catch (IOException e) {
        log.write(Level.WARN, "collections.close_failed", field("error", e));
      }
    }
  }
}
