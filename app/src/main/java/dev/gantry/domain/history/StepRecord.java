package dev.gantry.domain.history;

import dev.gantry.domain.plan.PlannedStep;
import java.time.Duration;

/// A step of a build that is over.
///
/// @param key see [dev.gantry.domain.plan.StepKeys]; the steps that it needs count by their
///   identity
/// @param identity what the steps after it know it by: its key, or that of the step of an earlier
///   build whose result the engine took, because the files that it takes of another step were the
///   same
/// @param outline its key without the makers of those files
/// @param trigger where the engine had to compare those files, because their maker had run: what
///   had made that run, see [Triggers]; otherwise empty
/// @param cost how long it worked when it last ran, in this build or an earlier one; zero where
///   that is not remembered
/// @param movedBytes what it moved, for example downloaded
public record StepRecord(
    PlannedStep step,
    String key,
    String identity,
    String outline,
    String trigger,
    Result result,
    Duration cost,
    long movedBytes) {

  /// What the engine did with a step.
  public enum Result {
    RAN,
    CACHED,
    FAILED,
    /// Nothing: the build ended before, or did not need it.
    SKIPPED
  }

  /// How long it worked in this build.
  public Duration took() {
    return result == Result.RAN ? cost : Duration.ZERO;
  }

  /// Whether the engine had what the step makes when the build was over.
  public boolean made() {
    return result == Result.RAN || result == Result.CACHED;
  }
}
