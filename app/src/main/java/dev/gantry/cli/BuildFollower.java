package dev.gantry.cli;

import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildRunner;
import dev.gantry.domain.build.BuildRunner.RunningBuild;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// Runs one build and shows it: events are gathered and shown in batches, at most ten times a
/// second while they come fast.
final class BuildFollower {
  private static final Duration PERIOD = Duration.ofMillis(100);

  /// When the terminal is slow the runner waits, so that the queue stays small.
  private static final int MAX_WAITING_EVENTS = 10_000;

  private final BuildRunner builds;
  private final InstantSource clock;
  private final Cancellation cancellation;

  /// How a build ended, and all that it told.
  record Result(BuildOutcome outcome, BuildProgress progress) {}

  BuildFollower(BuildRunner builds, InstantSource clock, Cancellation cancellation) {
    this.builds = builds;
    this.clock = clock;
    this.cancellation = cancellation;
  }

  Result follow(BuildRequest request, BuildDisplay display) throws InterruptedException {
    BlockingQueue<BuildEvent> events = new ArrayBlockingQueue<>(MAX_WAITING_EVENTS);
    display.begin(request.target());
    RunningBuild build = builds.start(request, event -> put(events, event));
    cancellation.endBy(build::cancel);
    CompletableFuture<BuildOutcome> outcome = outcome(build);
    BuildProgress progress = BuildProgress.nothingYet();
    boolean last = false;
    while (!last) {
      // asked first: no event comes after the end
      last = outcome.isDone();
      List<BuildEvent> batch = next(events, outcome);
      progress = progress.apply(batch);
      display.show(progress, clock.instant());
      last = last && batch.isEmpty();
    }
    progress = progress.ended(clock.instant());
    display.end(progress);
    return new Result(ended(outcome), progress);
  }

  /// Waits for events, or for the end, but not longer than a period.
  private static List<BuildEvent> next(
      BlockingQueue<BuildEvent> events, CompletableFuture<BuildOutcome> outcome)
      throws InterruptedException {
    List<BuildEvent> batch = new ArrayList<>();
    if (!outcome.isDone()) {
      BuildEvent first = events.poll(PERIOD.toMillis(), TimeUnit.MILLISECONDS);
      if (first != null) {
        batch.add(first);
      }
    }
    events.drainTo(batch);
    return batch;
  }

  private static void put(BlockingQueue<BuildEvent> events, BuildEvent event) {
    try {
      events.put(event);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static CompletableFuture<BuildOutcome> outcome(RunningBuild build) {
    CompletableFuture<BuildOutcome> outcome = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("build-outcome")
        .start(
            () -> {
              try {
                outcome.complete(build.await());
              } catch (Throwable e) {
                outcome.completeExceptionally(e);
              }
            });
    return outcome;
  }

  private static BuildOutcome ended(CompletableFuture<BuildOutcome> outcome)
      throws InterruptedException {
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a runner reports failures as outcomes", e.getCause());
    }
  }
}
