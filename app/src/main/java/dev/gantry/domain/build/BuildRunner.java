package dev.gantry.domain.build;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// Port: builds images.
public interface BuildRunner {
  /// Starts a build and returns at once. Events arrive in order on a thread of the runner; none
  /// arrives after [RunningBuild#await] has returned.
  RunningBuild start(BuildRequest request, Consumer<BuildEvent> events);

  /// Starts several builds at once and returns them in the order of the requests. Steps that they
  /// share run once, where the engine can tell.
  ///
  /// @param events where the events of each request go
  default List<RunningBuild> startAll(
      List<BuildRequest> requests, Function<BuildRequest, Consumer<BuildEvent>> events) {
    return requests.stream().map(request -> start(request, events.apply(request))).toList();
  }

  /// Says that a build is about to be started: what every build needs may be made ready in the
  /// background, such as the connection to the engine. What goes wrong there goes wrong again in
  /// the build, which tells.
  default void prepare() {}

  /// A build under way.
  interface RunningBuild {
    /// Waits for the end. Failures are outcomes, not exceptions.
    BuildOutcome await() throws InterruptedException;

    /// Asks the engine to stop; returns at once, and `await` then returns [BuildOutcome.Cancelled]
    /// unless the build ended first. May be called several times.
    void cancel();
  }
}
