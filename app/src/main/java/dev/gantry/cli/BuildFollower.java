package dev.gantry.cli;

import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildRunner;
import dev.gantry.domain.build.BuildRunner.RunningBuild;
import dev.gantry.domain.build.BuildTarget;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Runs builds and shows them: events are gathered and shown in batches, at most ten times a second
/// while they come fast.
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

  /// Runs the builds at once and returns their results in the order of the requests.
  ///
  /// @param requests each of them once
  /// @param displays shows each build
  List<Result> follow(List<BuildRequest> requests, Function<BuildTarget, BuildDisplay> displays)
      throws InterruptedException {
    BlockingQueue<Told> told = new ArrayBlockingQueue<>(MAX_WAITING_EVENTS);
    List<Following> followings = new ArrayList<>();
    for (BuildRequest request : requests) {
      BuildDisplay display = displays.apply(request.target());
      display.begin(request.target());
      followings.add(new Following(display));
    }
    List<RunningBuild> running =
        builds.startAll(
            requests,
            request -> {
              Following following = followings.get(requests.indexOf(request));
              return event -> put(told, new Told(following, event));
            });
    cancellation.endBy(() -> running.forEach(RunningBuild::cancel));
    for (int i = 0; i < followings.size(); i++) {
      followings.get(i).outcome = outcome(running.get(i));
    }
    boolean last = false;
    while (!last) {
      // asked first: no event comes after the end
      boolean over = followings.stream().allMatch(it -> it.outcome.isDone());
      List<Told> batch = next(told, over);
      followings.forEach(it -> it.show(batch, clock.instant()));
      last = over && batch.isEmpty();
    }
    List<Result> results = new ArrayList<>();
    for (Following following : followings) {
      results.add(following.end(clock.instant()));
    }
    return results;
  }

  /// An event and the build that it is of.
  private record Told(Following build, BuildEvent event) {}

  /// A build that is shown.
  private static final class Following {
    private final BuildDisplay display;
    private BuildProgress progress = BuildProgress.nothingYet();
    private CompletableFuture<BuildOutcome> outcome = new CompletableFuture<>();

    Following(BuildDisplay display) {
      this.display = display;
    }

    void show(List<Told> batch, Instant now) {
      progress =
          progress.apply(
              batch.stream().filter(told -> told.build() == this).map(Told::event).toList());
      display.show(progress, now);
    }

    Result end(Instant now) throws InterruptedException {
      progress = progress.ended(now);
      display.end(progress);
      return new Result(ended(outcome), progress);
    }
  }

  /// Waits for events, but not longer than a period, and not at all after the end.
  private static List<Told> next(BlockingQueue<Told> told, boolean over)
      throws InterruptedException {
    List<Told> batch = new ArrayList<>();
    if (!over) {
      Told first = told.poll(PERIOD.toMillis(), TimeUnit.MILLISECONDS);
      if (first != null) {
        batch.add(first);
      }
    }
    told.drainTo(batch);
    return batch;
  }

  private static void put(BlockingQueue<Told> events, Told event) {
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
