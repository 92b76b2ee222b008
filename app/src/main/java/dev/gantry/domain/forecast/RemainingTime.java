package dev.gantry.domain.forecast;

import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.build.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How long builds that run will still take: the longest chain of their steps that are not over, by
/// how long these took in earlier builds. A step that waits counts in full, although it may yet
/// come from the cache, so the time is rather too long than too short.
public final class RemainingTime {
  /// Nothing is known of any step.
  public static final RemainingTime UNKNOWN = new RemainingTime(new Knowledge(List.of()));

  private final Knowledge knowledge;

  RemainingTime(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  /// Empty while a step that runs or waits has never run before, and when all are over.
  public Optional<Duration> of(BuildProgress build, Instant now) {
    Map<StepId, Duration> ends = new HashMap<>();
    Duration longest = Duration.ZERO;
    // a step is told after those that it needs
    for (Step step : build.steps()) {
      Optional<Duration> rest = rest(step, now);
      if (rest.isEmpty()) {
        return Optional.empty();
      }
      Duration end = rest.get();
      for (StepId input : step.inputs()) {
        end = longer(end, rest.get().plus(ends.getOrDefault(input, Duration.ZERO)));
      }
      ends.put(step.id(), end);
      longest = longer(longest, end);
    }
    return Optional.of(longest).filter(Duration::isPositive);
  }

  private Optional<Duration> rest(Step step, Instant now) {
    return switch (step.state()) {
      case StepState.Waiting _, StepState.Running _ ->
          step.isInstruction()
              ? knowledge
                  .usualByName(step.name())
                  .map(usual -> longer(Duration.ZERO, usual.minus(step.elapsed(now))))
              : Optional.of(Duration.ZERO);
      case StepState.Cached _, StepState.Done _, StepState.Failed _, StepState.Cancelled _ ->
          Optional.of(Duration.ZERO);
    };
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
