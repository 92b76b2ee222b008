package dev.gantry.ui.build;

import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildResult;
import dev.gantry.domain.build.BuildRunner.RunningBuild;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.build.StepLog;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.forecast.CacheReview;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.log.LogLine;
import dev.gantry.domain.problem.Problem;
import dev.gantry.ui.build.BuildPhase.Ended;
import dev.gantry.ui.build.BuildPhase.NotBuilt;
import dev.gantry.ui.build.BuildPhase.Running;
import dev.gantry.ui.fx.Batcher;
import dev.gantry.ui.fx.FxTasks;
import dev.gantry.ui.fx.Latest;
import dev.gantry.ui.fx.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One target: its build in this session, the log of a step, and its image.
public final class TargetViewModel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TargetViewModel.class);
  private static final Duration INTERVAL = Duration.ofMillis(100);

  /// How long to wait for what is known of a build only when it is remembered.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BuildPorts ports;
  private final FxTasks tasks;
  private final ImageViewModel image;
  private final ForecastViewModel forecast;
  private final FilesViewModel files;
  private final ReadOnlyObjectWrapper<CacheReview> review =
      new ReadOnlyObjectWrapper<>(this, "review", CacheReview.NONE);
  private final ReadOnlyObjectWrapper<Optional<BuildResult>> result =
      new ReadOnlyObjectWrapper<>(this, "result", Optional.empty());
  private final StepRows rows = new StepRows();
  private final StepLogModel log = new StepLogModel();
  private final Ticker ticker;
  private final Latest reviews;
  private final ReadOnlyObjectWrapper<BuildTarget> target;
  private final ReadOnlyObjectWrapper<BuildPhase> phase =
      new ReadOnlyObjectWrapper<>(this, "phase", new NotBuilt());
  private final ReadOnlyObjectWrapper<BuildProgress> progress =
      new ReadOnlyObjectWrapper<>(this, "progress", BuildProgress.nothingYet());
  private final ReadOnlyObjectWrapper<Instant> now;
  private final ReadOnlyObjectWrapper<Optional<StepId>> selected =
      new ReadOnlyObjectWrapper<>(this, "selected", Optional.empty());
  private final BooleanProperty internalShown =
      new SimpleBooleanProperty(this, "internalShown", false);
  private Batcher<BuildEvent> events;
  private Optional<RunningBuild> build = Optional.empty();
  private boolean following = true;

  TargetViewModel(BuildTarget target, BuildPorts ports, FxTasks tasks) {
    this.target = new ReadOnlyObjectWrapper<>(this, "target", target);
    this.ports = ports;
    this.tasks = tasks;
    this.image = new ImageViewModel(ports, tasks);
    this.forecast = new ForecastViewModel(ports.insights().forecasts(), tasks);
    this.files = new FilesViewModel(ports.insights().files(), tasks);
    this.reviews = new Latest(tasks);
    this.now = new ReadOnlyObjectWrapper<>(this, "now", tasks.clock().instant());
    this.ticker = new Ticker(tasks, INTERVAL, now::set);
    this.events = newEvents();
    internalShown.subscribe(this::showSteps);
  }

  private Batcher<BuildEvent> newEvents() {
    return new Batcher<>(tasks, INTERVAL, this::apply);
  }

  public ReadOnlyObjectProperty<BuildTarget> targetProperty() {
    return target.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<BuildPhase> phaseProperty() {
    return phase.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<BuildProgress> progressProperty() {
    return progress.getReadOnlyProperty();
  }

  /// The clock by which running steps grow; it stands still when nothing runs.
  public ReadOnlyObjectProperty<Instant> nowProperty() {
    return now.getReadOnlyProperty();
  }

  public ObservableList<StepRow> steps() {
    return rows.rows();
  }

  /// Whether the steps that BuildKit does for itself are listed.
  public BooleanProperty internalShownProperty() {
    return internalShown;
  }

  public ReadOnlyObjectProperty<Optional<StepId>> selectedProperty() {
    return selected.getReadOnlyProperty();
  }

  /// The log of the chosen step.
  public ObservableList<LogLine> log() {
    return log.lines();
  }

  /// How many lines of the log are not kept any more.
  public ReadOnlyLongProperty logDroppedProperty() {
    return log.droppedProperty();
  }

  public ImageViewModel image() {
    return image;
  }

  /// What a build would do.
  public ForecastViewModel forecast() {
    return forecast;
  }

  /// What is in the image.
  public FilesViewModel files() {
    return files;
  }

  /// What the last build came to; empty before it has succeeded.
  public ReadOnlyObjectProperty<Optional<BuildResult>> resultProperty() {
    return result.getReadOnlyProperty();
  }

  /// What the cache did in the last build, as soon as it is known.
  public ReadOnlyObjectProperty<CacheReview> reviewProperty() {
    return review.getReadOnlyProperty();
  }

  public boolean running() {
    return phase.get() instanceof Running;
  }

  void update(BuildTarget changed) {
    target.set(changed);
  }

  void loadImage() {
    image.load(target.get().image());
  }

  /// Asks what a build would do, where there has been none.
  void loadForecastIfNew() {
    if (phase.get() instanceof NotBuilt) {
      loadForecast();
    }
  }

  /// Asks what a build would do.
  public void loadForecast() {
    forecast.load(target.get());
  }

  /// Chooses a step; from now on the choice no longer follows the build.
  public void select(StepId step) {
    if (!selected.get().equals(Optional.of(step))) {
      following = false;
      show(Optional.of(step));
    }
  }

  /// Starts a build; does nothing while one runs.
  public void build(boolean noCache) {
    if (running()) {
      return;
    }
    reset();
    phase.set(new Running(tasks.clock().instant(), false));
    ticker.start();
    BuildRequest request = BuildRequest.of(target.get(), noCache, false);
    Batcher<BuildEvent> sink = events;
    tasks.run(() -> ports.builds().start(request, sink::add), this::started, this::failed);
  }

  private void reset() {
    reviews.cancel();
    events.close();
    events = newEvents();
    build = Optional.empty();
    following = true;
    rows.clear();
    progress.set(BuildProgress.nothingYet());
    review.set(CacheReview.NONE);
    result.set(Optional.empty());
    files.reset();
    show(Optional.empty());
  }

  private void started(RunningBuild running) {
    build = Optional.of(running);
    if (phase.get() instanceof Running(_, boolean cancelling) && cancelling) {
      running.cancel();
    }
    tasks.run(running::await, this::ended, this::failed);
  }

  private void failed(Problem problem) {
    Duration took =
        phase.get() instanceof Running(Instant since, _)
            ? Duration.between(since, tasks.clock().instant())
            : Duration.ZERO;
    ended(new BuildOutcome.Failed(problem, took));
  }

  private void ended(BuildOutcome outcome) {
    events.flush();
    ticker.stop();
    Instant end = tasks.clock().instant();
    now.set(end);
    apply(progress.get().ended(end));
    if (outcome instanceof BuildOutcome.Succeeded(_, _, var origins, _)) {
      result.set(Optional.of(BuildResult.of(progress.get(), origins, Map.of())));
      loadReview(origins);
    }
    phase.set(new Ended(outcome));
    switch (outcome) {
      case BuildOutcome.Succeeded(var id, _, var origins, _) ->
          id.ifPresent(it -> image.load(it.value(), origins));
      case BuildOutcome.Failed _ ->
          progress.get().failure().ifPresent(step -> show(Optional.of(step.id())));
      case BuildOutcome.Cancelled _ -> {}
    }
  }

  /// The memory of the build is made after its end.
  private void loadReview(List<LayerOrigin> origins) {
    BuildProgress ended = progress.get();
    reviews.run(
        () -> ports.insights().reviews().ofLastBuild(target.get(), PATIENCE),
        known -> {
          result.set(Optional.of(BuildResult.of(ended, origins, known.costs())));
          review.set(known);
        },
        // the result is there without it
        problem -> LOG.info("No review of a build: {}", problem));
  }

  /// Asks the engine to stop the build.
  public void cancel() {
    if (phase.get() instanceof Running(Instant since, boolean cancelling) && !cancelling) {
      phase.set(new Running(since, true));
      build.ifPresent(RunningBuild::cancel);
    }
  }

  private void apply(List<BuildEvent> batch) {
    apply(progress.get().apply(batch));
  }

  private void apply(BuildProgress next) {
    progress.set(next);
    showSteps();
    if (following) {
      newestRunning(next.steps()).ifPresent(step -> selected.set(Optional.of(step.id())));
    }
    show(selected.get());
  }

  private void showSteps() {
    rows.show(
        StepOrder.of(progress.get().steps()).stream()
            .filter(step -> internalShown.get() || !step.internal())
            .toList());
  }

  private static Optional<Step> newestRunning(List<Step> steps) {
    return steps.reversed().stream()
        .filter(step -> !step.internal() && step.state() instanceof StepState.Running)
        .findFirst();
  }

  private void show(Optional<StepId> step) {
    selected.set(step);
    log.show(step, step.map(progress.get()::log).orElse(StepLog.EMPTY).lines());
  }

  @Override
  public void close() {
    cancel();
    events.close();
    ticker.stop();
    image.close();
    forecast.close();
    files.close();
    reviews.cancel();
  }
}
