package dev.gantry.ui.shell;

import dev.gantry.domain.engine.PrivateEngine;
import dev.gantry.domain.engine.PrivateEngine.Phase;
import dev.gantry.domain.engine.PrivateEngine.Progress;
import dev.gantry.domain.problem.Problem;
import dev.gantry.ui.fx.FxTasks;
import dev.gantry.ui.fx.Latest;
import dev.gantry.ui.fx.Newest;
import dev.gantry.ui.shell.PrivateEngineState.Confirming;
import dev.gantry.ui.shell.PrivateEngineState.Failed;
import dev.gantry.ui.shell.PrivateEngineState.Nothing;
import dev.gantry.ui.shell.PrivateEngineState.Offered;
import dev.gantry.ui.shell.PrivateEngineState.Planning;
import dev.gantry.ui.shell.PrivateEngineState.Unsupported;
import dev.gantry.ui.shell.PrivateEngineState.Working;
import java.time.Duration;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Offers a private engine, says what it would do, and sets it up after the user has agreed.
public final class PrivateEngineViewModel implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final PrivateEngine engine;
  private final Runnable onRunning;
  private final Latest work;
  private final Newest<Progress> progress;
  private final ReadOnlyObjectWrapper<PrivateEngineState> state =
      new ReadOnlyObjectWrapper<>(this, "state", new Nothing());

  /// @param onRunning called when the engine has come up
  PrivateEngineViewModel(PrivateEngine engine, FxTasks tasks, Runnable onRunning) {
    this.engine = engine;
    this.onRunning = onRunning;
    this.work = new Latest(tasks);
    this.progress = new Newest<>(tasks, INTERVAL, this::show);
  }

  public ReadOnlyObjectProperty<PrivateEngineState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Finds out whether there is something to offer; does not disturb what is under way.
  public void refresh() {
    if (idle()) {
      work.run(
          engine::status, status -> state.set(offer(status)), problem -> state.set(new Nothing()));
    }
  }

  private boolean idle() {
    return switch (state.get()) {
      case Nothing _, Unsupported _, Offered _, Failed _ -> true;
      case Planning _, Confirming _, Working _ -> false;
    };
  }

  private static PrivateEngineState offer(PrivateEngine.Status status) {
    return switch (status) {
      case PrivateEngine.Status.Unsupported(var problem) -> new Unsupported(problem);
      case PrivateEngine.Status.Absent _,
          PrivateEngine.Status.Stopped _,
          PrivateEngine.Status.Crashed _ ->
          new Offered();
      case PrivateEngine.Status.Running _ -> new Nothing();
    };
  }

  /// The user wants it: finds out what it would do, to be confirmed.
  public void ask() {
    if (state.get() instanceof Offered || state.get() instanceof Failed) {
      state.set(new Planning());
      work.run(engine::plan, plan -> state.set(new Confirming(plan)), this::fail);
    }
  }

  /// The user agrees: sets it up, starts it, and provides the base image.
  public void confirm() {
    if (state.get() instanceof Confirming) {
      state.set(new Working(new Progress(Phase.INDEX, "", -1)));
      work.run(
          () -> {
            engine.start(progress::offer);
            return true;
          },
          _ -> running(),
          this::fail);
    }
  }

  private void running() {
    progress.flush();
    onRunning.run();
    state.set(new Working(new Progress(Phase.BASE_IMAGE, "", -1)));
    work.run(
        () -> {
          engine.provideBaseImage(progress::offer);
          return true;
        },
        _ -> done(),
        this::fail);
  }

  private void done() {
    progress.flush();
    state.set(new Nothing());
  }

  /// The user does not agree, or stops what is under way.
  public void cancel() {
    if (!idle()) {
      work.cancel();
      state.set(new Nothing());
      refresh();
    }
  }

  /// Puts a failure away.
  public void dismiss() {
    if (state.get() instanceof Failed) {
      state.set(new Nothing());
      refresh();
    }
  }

  private void fail(Problem problem) {
    progress.flush();
    state.set(new Failed(problem));
  }

  private void show(Progress now) {
    if (state.get() instanceof Working) {
      state.set(new Working(now));
    }
  }

  @Override
  public void close() {
    work.cancel();
  }
}
