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
import java.util.function.Consumer;
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
  private final Duration period;
  private final boolean others;

  /// How a build ended, and all that it told.
  record Result(BuildOutcome outcome, BuildProgress progress) {}

  BuildFollower(BuildRunner builds, InstantSource clock, Cancellation cancellation) {
    this(builds, clock, cancellation, PERIOD, false);
  }

  /// @param period after which builds are shown anew although nothing has happened
  /// @param others whether the builds go on when they are cancelled here
  BuildFollower(
      BuildRunner builds,
      InstantSource clock,
      Cancellation cancellation,
      Duration period,
      boolean others) {
    this.builds = builds;
    this.clock = clock;
    this.cancellation = cancellation;
    this.period = period;
    this.others = others;
  }

  /// For builds that somebody else runs: to cancel means to look away.
  static BuildFollower ofOthers(
      BuildRunner builds, InstantSource clock, Cancellation cancellation) {
    return new BuildFollower(builds, clock, cancellation, PERIOD, true);
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
              return event -> put(told, new Happened(following, event));
            });
    cancellation.endBy(() -> running.forEach(RunningBuild::cancel));
    for (int i = 0; i < followings.size(); i++) {
      followings.get(i).outcome = outcome(running.get(i), told);
    }
    long underWay = followings.size();
    while (underWay > 0) {
      List<Told> batch = next(told);
      followings.forEach(it -> it.show(batch, clock.instant()));
      underWay -= batch.stream().filter(Ended.class::isInstance).count();
    }
    boolean over = !others || !cancellation.isCancelled();
    List<Result> results = new ArrayList<>();
    for (Following following : followings) {
      if (over) {
        following.progress = following.progress.ended(clock.instant());
      }
      results.add(following.end());
    }
    return results;
  }

  /// What comes of builds.
  private sealed interface Told {}

  /// An event and the build that it is of.
  private record Happened(Following build, BuildEvent event) implements Told {}

  /// A build has ended, and nothing more comes of it.
  private record Ended() implements Told {}

  /// A build that is shown.
  private static final class Following {
    private final BuildDisplay display;
    private BuildProgress progress = BuildProgress.nothingYet();
    private CompletableFuture<BuildOutcome> outcome = new CompletableFuture<>();

    Following(BuildDisplay display) {
      this.display = display;
    }

    void show(List<Told> batch, Instant now) {
      progress = progress.apply(batch.stream().<BuildEvent>mapMulti(this::own).toList());
      display.show(progress, now);
    }

    private void own(Told told, Consumer<BuildEvent> events) {
      if (told instanceof Happened(Following build, BuildEvent event) && build == this) {
        events.accept(event);
      }
    }

    Result end() throws InterruptedException {
      display.end(progress);
      return new Result(ended(outcome), progress);
    }
  }

  /// Waits for what is told, but not longer than a period.
  private List<Told> next(BlockingQueue<Told> told) throws InterruptedException {
    List<Told> batch = new ArrayList<>();
    Told first = told.poll(period.toMillis(), TimeUnit.MILLISECONDS);
    if (first != null) {
      batch.add(first);
    }
    told.drainTo(batch);
    return batch;
  }

  private static void put(BlockingQueue<Told> all, Told told) {
    try {
      all.put(told);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Tells the end as well, so that nobody waits for it until a period is over.
  private static CompletableFuture<BuildOutcome> outcome(
      RunningBuild build, BlockingQueue<Told> told) {
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
              put(told, new Ended());
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
