package dev.gantry.domain.build;

import java.util.function.Consumer;

/// Port: builds images.
public interface BuildRunner {
  /// Starts a build and returns at once. Events arrive in order on a thread of the runner; none
  /// arrives after [RunningBuild#await] has returned.
  RunningBuild start(BuildRequest request, Consumer<BuildEvent> events);

  /// A build under way.
  interface RunningBuild {
    /// Waits for the end. Failures are outcomes, not exceptions.
    BuildOutcome await() throws InterruptedException;

    /// Asks the engine to stop; returns at once, and `await` then returns [BuildOutcome.Cancelled]
    /// unless the build ended first. May be called several times.
    void cancel();
  }
}
