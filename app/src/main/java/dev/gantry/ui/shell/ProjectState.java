package dev.gantry.ui.shell;

import dev.gantry.domain.compose.ModeModel;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.problem.Problem;
import java.util.List;

/// What is known of the project on disk.
public sealed interface ProjectState {
  record Loading() implements ProjectState {}

  /// Read; `problems` tell of the modes that could not be rendered.
  record Open(Project project, List<ModeModel> models, List<Problem> problems)
      implements ProjectState {
    public Open {
      models = List.copyOf(models);
      problems = List.copyOf(problems);
    }
  }

  /// Could not be read at all.
  record Unreadable(Problem problem) implements ProjectState {}
}
