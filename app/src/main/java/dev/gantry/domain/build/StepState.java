package dev.gantry.domain.build;

import java.time.Duration;
import java.time.Instant;

/// How far a step is.
public sealed interface StepState {
  /// Known, not begun.
  record Waiting() implements StepState {}

  /// Working since `started`.
  record Running(Instant started) implements StepState {}

  /// Taken from the cache.
  record Cached() implements StepState {}

  /// Done; `took` sums all its intervals.
  record Done(Instant started, Instant completed, Duration took) implements StepState {}

  /// Ended with an error.
  record Failed(Instant started, Instant completed, String error) implements StepState {}

  /// Ended because the build was cancelled.
  record Cancelled() implements StepState {}
}
