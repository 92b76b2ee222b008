package dev.gantry.ui.shell;

import dev.gantry.domain.compose.ComposeRunner;
import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.ModeModel;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import dev.gantry.ui.fx.FxTasks;
import dev.gantry.ui.fx.Latest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The project that the window is open on.
public final class ProjectViewModel implements AutoCloseable {
  private final ComposeRunner compose;
  private final Path directory;
  private final Latest loads;
  private final ReadOnlyObjectWrapper<ProjectState> state =
      new ReadOnlyObjectWrapper<>(this, "state", new ProjectState.Loading());

  ProjectViewModel(ComposeRunner compose, Path directory, FxTasks tasks) {
    this.compose = compose;
    this.directory = directory;
    this.loads = new Latest(tasks);
  }

  public Path directory() {
    return directory;
  }

  public ReadOnlyObjectProperty<ProjectState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Reads the project's files again. What is shown stays until the new state is known.
  public void reload() {
    loads.run(this::read, state::set, problem -> state.set(new ProjectState.Unreadable(problem)));
  }

  private ProjectState read() {
    Project project = compose.open(directory);
    List<ModeModel> models = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Mode mode : project.modes()) {
      try {
        models.add(compose.render(project, mode));
      } catch (GantryException e) {
        if (!problems.contains(e.problem())) {
          problems.add(e.problem());
        }
      }
    }
    return new ProjectState.Open(project, models, problems);
  }

  @Override
  public void close() {
    loads.cancel();
  }
}
