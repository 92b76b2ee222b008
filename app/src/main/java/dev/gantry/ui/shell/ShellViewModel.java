package dev.gantry.ui.shell;

import dev.gantry.domain.compose.ModeModel;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.compose.RunningMode;
import dev.gantry.domain.inference.InferenceEndpoints;
import dev.gantry.domain.inference.ServicePlace;
import dev.gantry.ui.build.BuildPorts;
import dev.gantry.ui.build.BuildViewModel;
import dev.gantry.ui.fx.FxTasks;
import dev.gantry.ui.inference.InferenceViewModel;
import dev.gantry.ui.modes.ModesViewModel;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// The window as a whole: the engine, the project, and the panes that work on them.
public final class ShellViewModel implements AutoCloseable {
  private final EngineViewModel engine;
  private final PrivateEngineViewModel privateEngine;
  private final ProjectViewModel project;
  private final BuildViewModel build;
  private final ModesViewModel modes;
  private final InferenceViewModel inference;
  private final ObjectProperty<Pane> pane = new SimpleObjectProperty<>(this, "pane", Pane.BUILD);

  public ShellViewModel(Ports ports, Path directory, FxTasks tasks) {
    this.engine = new EngineViewModel(ports.engine(), tasks);
    this.privateEngine = new PrivateEngineViewModel(ports.privateEngine(), tasks, engine::checkNow);
    this.project = new ProjectViewModel(ports.compose(), directory, tasks);
    this.build =
        new BuildViewModel(
            new BuildPorts(ports.builds(), ports.images(), ports.origins(), ports.insights()),
            engine.reachableProperty(),
            tasks);
    this.modes = new ModesViewModel(ports.compose(), engine.reachableProperty(), tasks);
    this.inference = new InferenceViewModel(ports.inference(), ports.access(), tasks);
    modes.runningProperty().subscribe(this::connect);
    project.stateProperty().subscribe(this::show);
    engine.reachableProperty().subscribe(this::engineChanged);
  }

  /// Begins to look at engine and project.
  public void start() {
    engine.start();
    project.reload();
  }

  private void show(ProjectState state) {
    if (state instanceof ProjectState.Open(Project open, List<ModeModel> models, _)) {
      build.show(models);
      modes.show(open, models);
      connect();
    }
  }

  /// Inference works with the service that runs, as its container says. While none does, the lamp
  /// watches where the mode's files have it, or those of the first mode: it may have been started
  /// by other means.
  private void connect() {
    if (project.stateProperty().get() instanceof ProjectState.Open(_, List<ModeModel> models, _)) {
      Optional<RunningMode> running = modes.runningProperty().get();
      String mode = running.map(RunningMode::mode).orElse("");
      inference.connect(
          running
              .flatMap(InferenceEndpoints::find)
              .or(
                  () ->
                      models.stream()
                          .sorted(Comparator.comparing(it -> !it.mode().name().equals(mode)))
                          .flatMap(it -> InferenceEndpoints.find(it).stream())
                          .findFirst()
                          .map(ServicePlace::new)));
    }
  }

  /// Gives up what the pane in view is doing.
  public void cancel() {
    switch (pane.get()) {
      case BUILD -> build.cancel();
      case MODES -> modes.cancel();
      case INFERENCE -> inference.cancel();
    }
  }

  /// Shows the build of a target and starts it.
  public void buildTarget(String name) {
    build.select(name);
    pane.set(Pane.BUILD);
    build.build(false);
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

  public ModesViewModel modes() {
    return modes;
  }

  public InferenceViewModel inference() {
    return inference;
  }

  @Override
  public void close() {
    inference.close();
    modes.close();
    build.close();
    project.close();
    privateEngine.close();
    engine.close();
  }
}
