package dev.gantry.ui.shell;

import dev.gantry.ui.build.BuildPorts;
import dev.gantry.ui.build.BuildViewModel;
import dev.gantry.ui.fx.FxTasks;
import java.nio.file.Path;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// The window as a whole: the engine, the project, and the panes that work on them.
public final class ShellViewModel implements AutoCloseable {
  private final EngineViewModel engine;
  private final PrivateEngineViewModel privateEngine;
  private final ProjectViewModel project;
  private final BuildViewModel build;
  private final ObjectProperty<Pane> pane = new SimpleObjectProperty<>(this, "pane", Pane.BUILD);

  public ShellViewModel(Ports ports, Path directory, FxTasks tasks) {
    this.engine = new EngineViewModel(ports.engine(), tasks);
    this.privateEngine = new PrivateEngineViewModel(ports.privateEngine(), tasks, engine::checkNow);
    this.project = new ProjectViewModel(ports.compose(), directory, tasks);
    this.build =
        new BuildViewModel(
            new BuildPorts(ports.builds(), ports.images(), ports.origins()),
            engine.reachableProperty(),
            tasks);
    project.stateProperty().subscribe(this::show);
    engine.reachableProperty().subscribe(this::engineChanged);
  }

  /// Begins to look at engine and project.
  public void start() {
    engine.start();
    project.reload();
  }

  private void show(ProjectState state) {
    if (state instanceof ProjectState.Open(_, var models, _)) {
      build.show(models);
    }
  }

  private void engineChanged(boolean reachable) {
    if (!reachable) {
      privateEngine.refresh();
    } else if (!(project.stateProperty().get() instanceof ProjectState.Open(_, _, var problems))
        || !problems.isEmpty()) {
      // the private engine brings the compose tool, without which the project could not be read
      project.reload();
    }
  }

  public ObjectProperty<Pane> paneProperty() {
    return pane;
  }

  public EngineViewModel engine() {
    return engine;
  }

  public PrivateEngineViewModel privateEngine() {
    return privateEngine;
  }

  public ProjectViewModel project() {
    return project;
  }

  public BuildViewModel build() {
    return build;
  }

  @Override
  public void close() {
    build.close();
    project.close();
    privateEngine.close();
    engine.close();
  }
}
