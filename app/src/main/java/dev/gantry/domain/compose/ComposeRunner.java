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
  /// What is wrong with the project's files, the engine or the images built here is found before
  /// anything is changed, and the mode before runs on. After that its containers are gone; those of
  /// the new mode stay as a failure or an interrupt left them, so that they can be looked into, and
  /// switching again continues from there.
  ///
  /// @param deadline how long services may take to become healthy
  void up(Project project, Mode mode, Duration deadline, Consumer<SwitchEvent> events)
      throws InterruptedException;

  /// Stops and removes the containers and networks of the project.
  void down(Project project, Consumer<SwitchEvent> events) throws InterruptedException;

  /// Tells what runs now; empty when nothing of the project does.
  Optional<RunningMode> running(Project project);
}
