package dev.gantry.ui.modes;

import dev.gantry.domain.compose.ComposeRunner;
import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.ModeModel;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.compose.RunningMode;
import dev.gantry.domain.compose.SwitchEvent;
import dev.gantry.domain.problem.Problem;
import dev.gantry.ui.fx.Batcher;
import dev.gantry.ui.fx.FxTasks;
import dev.gantry.ui.fx.Latest;
import dev.gantry.ui.fx.Ticker;
import dev.gantry.ui.modes.SwitchState.Stopping;
import dev.gantry.ui.modes.SwitchState.Switching;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Subscription;

/// The modes of the project: which one runs, and switching to another one.
public final class ModesViewModel implements AutoCloseable {
  /// How long services may take to become healthy.
  public static final Duration DEADLINE = Duration.ofMinutes(3);

  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final ComposeRunner compose;
  private final ReadOnlyBooleanProperty engineReachable;
  private final FxTasks tasks;
  private final Latest work;
  private final RunningPoll poll;
  private final Ticker ticker;
  private final ObservableList<Mode> modes = FXCollections.observableArrayList();
  private final ObservableList<Mode> modesView = FXCollections.unmodifiableObservableList(modes);
  private final ResourceRows resources = new ResourceRows();
  private final ReadOnlyObjectWrapper<SwitchState> state =
      new ReadOnlyObjectWrapper<>(this, "state", new SwitchState.Idle());
  private final ReadOnlyObjectWrapper<Optional<RunningMode>> running =
      new ReadOnlyObjectWrapper<>(this, "running", Optional.empty());
  private final ReadOnlyObjectWrapper<List<ServiceRow>> services =
      new ReadOnlyObjectWrapper<>(this, "services", List.of());
  private final ReadOnlyObjectWrapper<Instant> now;
  private final ReadOnlyBooleanWrapper canSwitch = new ReadOnlyBooleanWrapper(this, "canSwitch");
  private final ReadOnlyBooleanWrapper canStop = new ReadOnlyBooleanWrapper(this, "canStop");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
  private final Subscription subscription;
  private Optional<Project> project = Optional.empty();
  private List<ModeModel> models = List.of();
  private Batcher<SwitchEvent> events;

  public ModesViewModel(
      ComposeRunner compose, ReadOnlyBooleanProperty engineReachable, FxTasks tasks) {
    this.compose = compose;
    this.engineReachable = engineReachable;
    this.tasks = tasks;
    this.work = new Latest(tasks);
    this.poll = new RunningPoll(compose, tasks, this::showRunning);
    this.now = new ReadOnlyObjectWrapper<>(this, "now", tasks.clock().instant());
    this.ticker = new Ticker(tasks, INTERVAL, now::set);
    this.events = newEvents();
    this.subscription = engineReachable.subscribe(this::refresh);
  }

  private Batcher<SwitchEvent> newEvents() {
    return new Batcher<>(tasks, INTERVAL, batch -> resources.apply(batch, tasks.clock().instant()));
  }

  public ObservableList<Mode> modes() {
    return modesView;
  }

  public ReadOnlyObjectProperty<SwitchState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// What runs, as last seen; empty when nothing does.
  public ReadOnlyObjectProperty<Optional<RunningMode>> runningProperty() {
    return running.getReadOnlyProperty();
  }

  /// The services of the mode that runs or is switched to; none when nothing runs.
  public ReadOnlyObjectProperty<List<ServiceRow>> servicesProperty() {
    return services.getReadOnlyProperty();
  }

  /// What the last switch or stop has done, in order of first mention.
  public ObservableList<ResourceRow> resources() {
    return resources.rows();
  }

  /// The clock of a switch under way.
  public ReadOnlyObjectProperty<Instant> nowProperty() {
    return now.getReadOnlyProperty();
  }

  /// Whether a mode can be switched to now.
  public ReadOnlyBooleanProperty canSwitchProperty() {
    return canSwitch.getReadOnlyProperty();
  }

  /// Whether there is something to stop now.
  public ReadOnlyBooleanProperty canStopProperty() {
    return canStop.getReadOnlyProperty();
  }

  /// Whether a switch or stop is under way.
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty engineReachableProperty() {
    return engineReachable;
  }

  /// Shows this project and its modes as they are rendered.
  public void show(Project shown, List<ModeModel> rendered) {
    project = Optional.of(shown);
    models = List.copyOf(rendered);
    if (!modes.equals(shown.modes())) {
      modes.setAll(shown.modes());
    }
    refresh();
  }

  private void refresh() {
    enable();
    showServices();
    poll.stop();
    if (engineReachable.get() && !busy.get()) {
      project.ifPresent(poll::start);
    }
  }

  private void enable() {
    canSwitch.set(engineReachable.get() && project.isPresent() && !busy.get());
    canStop.set(canSwitch.get() && (running.get().isPresent() || leftovers()));
  }

  /// A switch that did not come to its end may have left something.
  private boolean leftovers() {
    return state.get() instanceof SwitchState.Failed
        || state.get() instanceof SwitchState.Cancelled;
  }

  private void showRunning(Optional<RunningMode> seen) {
    if (!busy.get()) {
      running.set(seen);
      enable();
      showServices();
    }
  }

  private void showServices() {
    String shown =
        state.get() instanceof Switching(Mode mode, _)
            ? mode.name()
            : running.get().map(RunningMode::mode).orElse("");
    services.set(
        models.stream()
            .filter(model -> model.mode().name().equals(shown))
            .findFirst()
            .map(model -> ServiceRow.of(model, running.get()))
            .orElse(List.of()));
  }

  /// Switches to a mode; does nothing while another switch is under way.
  public void switchTo(Mode mode) {
    if (!canSwitch.get()) {
      return;
    }
    Instant since = tasks.clock().instant();
    begin(new Switching(mode, since));
    Project target = project.orElseThrow();
    Batcher<SwitchEvent> sink = events;
    work.run(
        () -> {
          compose.up(target, mode, DEADLINE, sink::add);
          return compose.running(target);
        },
        seen -> end(new SwitchState.Up(mode, since(since)), seen),
        problem -> fail(Optional.of(mode), problem, since));
  }

  /// Stops everything of the project.
  public void stop() {
    if (!canStop.get()) {
      return;
    }
    Instant since = tasks.clock().instant();
    begin(new Stopping(since));
    Project target = project.orElseThrow();
    Batcher<SwitchEvent> sink = events;
    work.run(
        () -> {
          compose.down(target, sink::add);
          return compose.running(target);
        },
        seen -> end(new SwitchState.Stopped(since(since)), seen),
        problem -> fail(Optional.empty(), problem, since));
  }

  /// Gives up the switch or stop under way.
  public void cancel() {
    Optional<Instant> since =
        switch (state.get()) {
          case Switching(_, Instant began) -> Optional.of(began);
          case Stopping(Instant began) -> Optional.of(began);
          case SwitchState.Idle _,
              SwitchState.Up _,
              SwitchState.Stopped _,
              SwitchState.Failed _,
              SwitchState.Cancelled _ ->
              Optional.empty();
        };
    since.ifPresent(
        began -> {
          work.cancel();
          end(new SwitchState.Cancelled(since(began)));
        });
  }

  private void begin(SwitchState next) {
    poll.stop();
    events.close();
    events = newEvents();
    resources.clear();
    busy.set(true);
    state.set(next);
    ticker.start();
    enable();
    showServices();
  }

  private void fail(Optional<Mode> mode, Problem problem, Instant since) {
    end(new SwitchState.Failed(mode, problem, since(since)));
  }

  private void end(SwitchState last, Optional<RunningMode> seen) {
    running.set(seen);
    end(last);
  }

  private void end(SwitchState last) {
    events.flush();
    events.close();
    ticker.stop();
    now.set(tasks.clock().instant());
    busy.set(false);
    state.set(last);
    refresh();
  }

  private Duration since(Instant began) {
    return Duration.between(began, tasks.clock().instant());
  }

  @Override
  public void close() {
    subscription.unsubscribe();
    work.cancel();
    poll.stop();
    ticker.stop();
    events.close();
  }
}
