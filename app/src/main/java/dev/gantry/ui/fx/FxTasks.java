package dev.gantry.ui.fx;

import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// The one way from the user interface to background threads and back.
///
/// Work runs off the JavaFX thread and may block; every callback arrives on the JavaFX thread, and
/// always later than the call that asked for it, also when the caller is on that thread already.
public interface FxTasks {
  /// Runs blocking work in the background. Exactly one of the callbacks is called, unless the
  /// handle is cancelled before.
  ///
  /// @param onFailure gets the problem that a `GantryException` carries; any other exception is a
  ///   defect and comes as `Problem.Unexpected`
  <T> Handle run(
      Callable<? extends T> work, Consumer<? super T> onSuccess, Consumer<Problem> onFailure);

  /// Calls the action on the JavaFX thread, after what is queued there.
  void later(Runnable action);

  /// Calls the action on the JavaFX thread after the delay.
  Handle after(Duration delay, Runnable action);

  /// The clock of the user interface.
  InstantSource clock();

  /// Something under way that can be given up.
  @FunctionalInterface
  interface Handle {
    /// A handle of nothing.
    Handle NONE = () -> {};

    /// Interrupts the work and drops its result. Does nothing after the end.
    void cancel();
  }
}
