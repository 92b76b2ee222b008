package dev.gantry.ui.fx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Gathers what a stream brings on any thread and hands it to the JavaFX thread in batches, at most
/// one every interval. It does nothing while nothing comes.
///
/// Nothing is dropped, so the stream itself has to be bounded, as an answer is by its token limit;
/// for a stream of states, where only the newest counts, there is [Newest].
public final class Batcher<T> {
  private final FxTasks tasks;
  private final Duration interval;
  private final Consumer<List<T>> drain;
  private final Object lock = new Object();
  private List<T> backlog = new ArrayList<>();
  private boolean scheduled;
  private boolean closed;

  /// @param drain called on the JavaFX thread with what came since the last call, never empty
  public Batcher(FxTasks tasks, Duration interval, Consumer<List<T>> drain) {
    this.tasks = tasks;
    this.interval = interval;
    this.drain = drain;
  }

  /// Adds an item; may be called on any thread.
  public void add(T item) {
    synchronized (lock) {
      if (closed) {
        return;
      }
      backlog.add(item);
      if (scheduled) {
        return;
      }
      scheduled = true;
    }
    tasks.after(interval, this::flush);
  }

  /// Hands over what has come so far; on the JavaFX thread only. Without it the last items of a
  /// stream would come after its end.
  public void flush() {
    List<T> batch;
    synchronized (lock) {
      scheduled = false;
      batch = backlog;
      backlog = new ArrayList<>();
    }
    if (!batch.isEmpty()) {
      drain.accept(batch);
    }
  }

  /// Drops what is in the backlog and everything that comes later.
  public void close() {
    synchronized (lock) {
      closed = true;
      backlog.clear();
    }
  }
}
