package dev.gantry.domain.compose;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Port: finds, renders, starts and stops compose projects. All methods block, and throw a
/// `GantryException` for every expected failure.
public interface ComposeRunner {
  /// Finds the project in a directory by the names of its files.
  Project open(Path directory);

  /// Renders the mode's files into one model.
  ModeModel render(Project project, Mode mode);

  /// Switches to a mode: creates or recreates what differs, removes what the mode does not have,
  /// and waits until every service is healthy. Ends early when the thread is interrupted.
  ///
  /// @param deadline how long services may take to become healthy
  void up(Project project, Mode mode, Duration deadline, Consumer<SwitchEvent> events)
      throws InterruptedException;

  /// Stops and removes the containers and networks of the project.
  void down(Project project, Consumer<SwitchEvent> events) throws InterruptedException;

  /// Tells what runs now; empty when nothing of the project does.
  Optional<RunningMode> running(Project project);
}
