package dev.gantry.ui.modes;

import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What was last asked of the project, and how it went.
public sealed interface SwitchState {
  /// Nothing asked yet.
  record Idle() implements SwitchState {}

  record Switching(Mode mode, Instant since) implements SwitchState {}

  record Stopping(Instant since) implements SwitchState {}

  /// The mode came up and is healthy.
  record Up(Mode mode, Duration took) implements SwitchState {}

  record Stopped(Duration took) implements SwitchState {}

  /// Ended with an error.
  ///
  /// @param mode the mode that was switched to; empty for a stop that failed
  record Failed(Optional<Mode> mode, Problem problem, Duration took) implements SwitchState {}

  /// The user gave up waiting. What was begun may go on in the engine.
  record Cancelled(Duration took) implements SwitchState {}
}
