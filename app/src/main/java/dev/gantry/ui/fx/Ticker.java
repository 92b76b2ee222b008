package dev.gantry.ui.fx;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/// Tells the time on the JavaFX thread at a steady pace between `start` and `stop`, for clocks that
/// run on screen. For the JavaFX thread only.
public final class Ticker {
  private final FxTasks tasks;
  private final Duration interval;
  private final Consumer<Instant> listener;
  private FxTasks.Handle next = FxTasks.Handle.NONE;
  private boolean running;

  public Ticker(FxTasks tasks, Duration interval, Consumer<Instant> listener) {
    this.tasks = tasks;
    this.interval = interval;
    this.listener = listener;
  }

  /// Begins; does nothing when it runs.
  public void start() {
    if (!running) {
      running = true;
      tick();
    }
  }

  /// Ends; does nothing when it does not run.
  public void stop() {
    running = false;
    next.cancel();
  }

  private void tick() {
    listener.accept(tasks.clock().instant());
    next =
        tasks.after(
            interval,
            () -> {
              if (running) {
                tick();
              }
            });
  }
}
