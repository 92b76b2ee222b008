package dev.gantry.domain.forecast;

import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildRunner;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.history.History;
import dev.gantry.domain.history.Recordings;
import dev.gantry.domain.plan.Planner;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// A runner that remembers its builds. A build is as fast as without: it is remembered after its
/// end, on a thread of its own.
public final class RecordingBuildRunner implements BuildRunner, CacheReviews, AutoCloseable {
  private static final Duration PATIENCE_AT_END = Duration.ofSeconds(5);

  private final BuildRunner runner;
  private final History history;
  private final BuildRecorder recorder;
  private final Recordings recordings;
  private final Supplier<String> engine;
  private final InstantSource clock;
  private final Consumer<Problem> problems;
  private final Map<String, CompletableFuture<CacheReview>> reviews = new ConcurrentHashMap<>();

  /// Remembers the builds of a runner.
  ///
  /// @param engine address of the engine that builds
  /// @param problems learns why a build could not be remembered
  public RecordingBuildRunner(
      BuildRunner runner,
      Planner planner,
      History history,
      Recordings recordings,
      Supplier<String> engine,
      InstantSource clock,
      Consumer<Problem> problems) {
    this.runner = runner;
    this.history = history;
    this.recorder = new BuildRecorder(planner, history, engine);
    this.recordings = recordings;
    this.engine = engine;
    this.clock = clock;
    this.problems = problems;
  }

  @Override
  public void prepare() {
    runner.prepare();
    history.prepare();
  }

  @Override
  public RunningBuild start(BuildRequest request, Consumer<BuildEvent> events) {
    Instant begun = clock.instant();
    EventLog log = new EventLog(events);
    RunningBuild build = runner.start(request, log);
    record(request, begun, log, build);
    return build;
  }

  @Override
  public List<RunningBuild> startAll(
      List<BuildRequest> requests, Function<BuildRequest, Consumer<BuildEvent>> events) {
    Instant begun = clock.instant();
    Map<BuildRequest, EventLog> logs = new HashMap<>();
    requests.forEach(request -> logs.put(request, new EventLog(events.apply(request))));
    List<RunningBuild> builds = runner.startAll(requests, request -> log(logs, request));
    for (int i = 0; i < builds.size(); i++) {
      record(requests.get(i), begun, log(logs, requests.get(i)), builds.get(i));
    }
    return builds;
  }

  private static EventLog log(Map<BuildRequest, EventLog> logs, BuildRequest request) {
    return Objects.requireNonNull(logs.get(request));
  }

  /// Remembers the build when it has ended.
  private void record(BuildRequest request, Instant begun, EventLog log, RunningBuild build) {
    CompletableFuture<CacheReview> recording = new CompletableFuture<>();
    reviews.put(request.target().name(), recording);
    Thread.ofVirtual()
        .name("record of " + request.target().name())
        .start(() -> recording.complete(review(request, begun, log, build)));
  }

  @Override
  public CacheReview ofLastBuild(BuildTarget target, Duration patience)
      throws InterruptedException {
    CompletableFuture<CacheReview> recording = reviews.get(target.name());
    return recording == null ? CacheReview.NONE : await(recording, patience);
  }

  /// Waits a little for what is still to be remembered.
  @Override
  public void close() {
    try {
      await(
          CompletableFuture.allOf(reviews.values().toArray(CompletableFuture[]::new))
              .thenApply(_ -> CacheReview.NONE),
          PATIENCE_AT_END);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private CacheReview review(
      BuildRequest request, Instant begun, EventLog log, RunningBuild build) {
    try {
      BuildOutcome outcome = build.await();
      recordings.add(
          engine.get(),
          Recorder.recording(request.target(), begun, clock.instant(), log.events(), outcome));
      return recorder.record(request, begun, log.events(), outcome);
    } catch (GantryException failure) {
      problems.accept(failure.problem());
    } catch (RuntimeException defect) {
      problems.accept(new Problem.Unexpected(defect.toString()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return CacheReview.NONE;
  }

  private static CacheReview await(CompletableFuture<CacheReview> recording, Duration patience)
      throws InterruptedException {
    try {
      return recording.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      return CacheReview.NONE;
    }
  }
}
