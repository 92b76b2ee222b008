package dev.gantry.cli;

import dev.gantry.domain.compose.ComposeRunner;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the project that a command is about.
public final class Projects {
  private final ComposeRunner compose;
  private final Path workingDirectory;
  private final Optional<Path> bundled;

  public Projects(ComposeRunner compose, Path workingDirectory, Optional<Path> bundled) {
    this.compose = compose;
    this.workingDirectory = workingDirectory;
    this.bundled = bundled;
  }

  /// Opens the project in the directory that was named, if one was. Otherwise looks in the current
  /// directory and upwards, as git does, and takes the bundled project where there is none.
  public Project open(Optional<Path> named) {
    if (named.isPresent()) {
      return compose.open(workingDirectory.resolve(named.get()).normalize());
    }
    for (Path at = workingDirectory; at != null; at = at.getParent()) {
      Optional<Project> project = openIfThere(at);
      if (project.isPresent()) {
        return project.get();
      }
    }
    return compose.open(bundled.orElse(workingDirectory));
  }

  private Optional<Project> openIfThere(Path directory) {
    try {
      return Optional.of(compose.open(directory));
    } catch (GantryException e) {
      if (e.problem() instanceof Problem.ComposeFileMissing) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
