package dev.gantry.ui.fx;

import dev.gantry.domain.problem.Problem;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// Tasks for one purpose, of which only the latest counts: a new one cancels the one before, whose
/// result is dropped. For the JavaFX thread only.
public final class Latest {
  private final FxTasks tasks;
  private FxTasks.Handle current = FxTasks.Handle.NONE;

  public Latest(FxTasks tasks) {
    this.tasks = tasks;
  }

  /// Like [FxTasks#run], after cancelling what runs.
  public <T> void run(
      Callable<? extends T> work, Consumer<? super T> onSuccess, Consumer<Problem> onFailure) {
    current.cancel();
    current = tasks.run(work, onSuccess, onFailure);
  }

  /// Cancels what runs.
  public void cancel() {
    current.cancel();
    current = FxTasks.Handle.NONE;
  }
}
