package dev.gantry.ui.shell;

import dev.gantry.domain.engine.Engine;
import dev.gantry.domain.engine.EngineStatus;
import dev.gantry.ui.fx.FxTasks;
import dev.gantry.ui.fx.Latest;
import dev.gantry.ui.fx.Newest;
import java.time.Duration;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the engine is, kept up to date.
public final class EngineViewModel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EngineViewModel.class);
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final Engine engine;
  private final FxTasks tasks;
  private final Latest checks;
  private final Newest<EngineStatus> updates;
  private final ReadOnlyObjectWrapper<EngineStatus> status =
      new ReadOnlyObjectWrapper<>(this, "status", new EngineStatus.Unknown());
  private final ReadOnlyBooleanWrapper reachable = new ReadOnlyBooleanWrapper(this, "reachable");
  private AutoCloseable watch = () -> {};
  private boolean closed;

  EngineViewModel(Engine engine, FxTasks tasks) {
    this.engine = engine;
    this.tasks = tasks;
    this.checks = new Latest(tasks);
    this.updates = new Newest<>(tasks, INTERVAL, this::show);
  }

  /// Begins to watch.
  void start() {
    tasks.run(() -> engine.watch(updates::offer), this::watching, _ -> {});
  }

  private void watching(AutoCloseable handle) {
    if (closed) {
      release(handle);
    } else {
      watch = handle;
    }
  }

  private void show(EngineStatus now) {
    status.set(now);
    reachable.set(now instanceof EngineStatus.Reachable);
  }

  /// Looks at the engine now instead of waiting for the watch to do it.
  public void checkNow() {
    checks.run(engine::check, this::show, _ -> {});
  }

  public ReadOnlyObjectProperty<EngineStatus> statusProperty() {
    return status.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty reachableProperty() {
    return reachable.getReadOnlyProperty();
  }

  @Override
  public void close() {
    closed = true;
    checks.cancel();
    release(watch);
  }

  private static void release(AutoCloseable handle) {
    try {
      handle.close();
    } catch (Exception e) {
      LOG.warn("cannot end the watch of the engine", e);
    }
  }
}
