package dev.gantry.ui.fx;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hands the newest of a stream of states to the JavaFX thread, at most one every interval; the
/// states between are skipped.
public final class Newest<T> {
  private final FxTasks tasks;
  private final Duration interval;
  private final Consumer<T> sink;
  private final Object lock = new Object();
  private @Nullable T waiting;
  private boolean scheduled;

  /// @param sink called on the JavaFX thread
  public Newest(FxTasks tasks, Duration interval, Consumer<T> sink) {
    this.tasks = tasks;
    this.interval = interval;
    this.sink = sink;
  }

  /// Offers a state; may be called on any thread.
  public void offer(T state) {
    synchronized (lock) {
      waiting = state;
      if (scheduled) {
        return;
      }
      scheduled = true;
    }
    tasks.after(interval, this::flush);
  }

  /// Hands over the state that waits, if any; on the JavaFX thread only.
  public void flush() {
    T state;
    synchronized (lock) {
      scheduled = false;
      state = waiting;
      waiting = null;
    }
    if (state != null) {
      sink.accept(state);
    }
  }
}
