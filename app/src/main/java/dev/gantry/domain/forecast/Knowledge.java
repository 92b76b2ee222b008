package dev.gantry.domain.forecast;

import dev.gantry.domain.history.BuildRecord;
import dev.gantry.domain.history.StepRecord;
import dev.gantry.domain.plan.PlannedStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What earlier builds on an engine tell about steps.
final class Knowledge {
  private static final int DURATIONS = 9;

  private final List<BuildRecord> builds;
  private final Map<String, String> identities = new HashMap<>();
  private final Map<String, String> identitiesByOutline = new HashMap<>();
  private final Map<String, List<StepRecord>> comparisons = new HashMap<>();
  private final Map<String, List<Duration>> durations = new HashMap<>();
  private final Map<String, Duration> costs = new HashMap<>();
  private final Map<String, Duration> formerCosts = new HashMap<>();

  /// @param builds of one engine, newest first
  Knowledge(List<BuildRecord> builds) {
    this.builds = List.copyOf(builds);
    for (BuildRecord build : builds) {
      build.steps().forEach(this::learn);
    }
  }

  private void learn(StepRecord record) {
    if (record.made()) {
      identities.putIfAbsent(record.key(), record.identity());
      identitiesByOutline.putIfAbsent(record.outline(), record.identity());
      if (record.cost().isPositive()) {
        costs.putIfAbsent(record.identity(), record.cost());
      }
      if (!record.trigger().isEmpty()) {
        comparisons
            .computeIfAbsent(record.step().instruction(), _ -> new ArrayList<>())
            .add(record);
      }
    }
    if (record.result() == StepRecord.Result.RAN) {
      durations
          .computeIfAbsent(record.step().instruction(), _ -> new ArrayList<>())
          .add(record.took());
    } else if (record.cost().isPositive()) {
      formerCosts.putIfAbsent(record.step().instruction(), record.cost());
    }
  }

  /// The identity of the step with this key; empty where none has been made.
  Optional<String> identity(String key) {
    return Optional.ofNullable(identities.get(key));
  }

  /// What the step with this identity cost when it last ran.
  Optional<Duration> cost(String identity) {
    return Optional.ofNullable(costs.get(identity));
  }

  /// The identity that a step with this outline had most recently.
  Optional<String> identityByOutline(String outline) {
    return Optional.ofNullable(identitiesByOutline.get(outline));
  }

  /// The steps with this instruction of which the engine had to compare the files, newest first.
  List<StepRecord> comparisons(PlannedStep step) {
    return comparisons.getOrDefault(step.instruction(), List.of());
  }

  /// The median of how long the instruction took the last times; where those builds are forgotten,
  /// what is said of it in later ones.
  Optional<Duration> usual(PlannedStep step) {
    return usualByInstruction(step.instruction());
  }

  /// The same, for a step of this name.
  Optional<Duration> usualByName(String name) {
    return usualByInstruction(PlannedStep.instruction(name));
  }

  private Optional<Duration> usualByInstruction(String instruction) {
    List<Duration> all = durations.getOrDefault(instruction, List.of());
    return median(all.subList(0, Math.min(all.size(), DURATIONS)))
        .or(() -> Optional.ofNullable(formerCosts.get(instruction)));
  }

  /// The newest build of the target.
  Optional<BuildRecord> last(Target target) {
    return builds.stream().filter(target::isOf).findFirst();
  }

  /// The newest build of the target of which the steps are known.
  Optional<BuildRecord> lastPlanned(Target target) {
    return builds.stream()
        .filter(build -> target.isOf(build) && !build.steps().isEmpty())
        .findFirst();
  }

  /// What builds of the target took apart from the longest chain of their steps: the median.
  Duration overhead(Target target) {
    List<Duration> all =
        builds.stream()
            .filter(build -> target.isOf(build) && !build.steps().isEmpty())
            .filter(build -> build.result() == BuildRecord.Result.SUCCEEDED)
            .limit(DURATIONS)
            .map(build -> build.took().minus(chain(build.steps())))
            .filter(rest -> !rest.isNegative())
            .toList();
    return median(all).orElse(Duration.ZERO);
  }

  private static Duration chain(List<StepRecord> steps) {
    return LongestChain.of(steps.stream().map(StepRecord::step).toList(), i -> steps.get(i).took());
  }

  private static Optional<Duration> median(List<Duration> values) {
    List<Duration> sorted = values.stream().sorted().toList();
    return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get((sorted.size() - 1) / 2));
  }
}
