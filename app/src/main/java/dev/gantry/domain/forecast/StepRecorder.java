package dev.gantry.domain.forecast;

import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.history.StepRecord;
import dev.gantry.domain.history.StepRecord.Result;
import dev.gantry.domain.plan.BuildPlan;
import dev.gantry.domain.plan.PlannedInput;
import dev.gantry.domain.plan.PlannedStep;
import dev.gantry.domain.plan.StepKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts together what was planned for a build and what happened. Used for one build.
final class StepRecorder {
  private final Knowledge knowledge;
  private final Changes changes;
  private final Map<String, Deque<Step>> happened = new HashMap<>();
  private final List<StepRecord> records = new ArrayList<>();
  private final List<String> identities = new ArrayList<>();
  private final Roots roots = new Roots();

  /// @param knowledge of the builds before
  StepRecorder(BuildProgress progress, Knowledge knowledge, Changes changes) {
    this.knowledge = knowledge;
    this.changes = changes;
    progress
        .steps()
        .forEach(step -> happened.computeIfAbsent(step.name(), _ -> new ArrayDeque<>()).add(step));
  }

  List<StepRecord> records(BuildPlan plan) {
    plan.steps().forEach(this::add);
    return List.copyOf(records);
  }

  private void add(PlannedStep step) {
    Optional<Step> real =
        Optional.ofNullable(happened.get(step.name())).map(steps -> steps.pollFirst());
    Result result = real.map(it -> result(it.state())).orElse(Result.SKIPPED);
    String key = StepKeys.key(step, identities);
    String outline = StepKeys.outline(step, identities);
    Optional<String> known = knowledge.identity(key);
    Optional<String> alike =
        takesFilesOfSteps(step) ? knowledge.identityByOutline(outline) : Optional.empty();
    roots.add(
        step,
        result == Result.RAN ? changes.of(step) : Optional.empty(),
        i -> records.get(i).result() == Result.RAN);
    boolean compared =
        known.isEmpty() && alike.isPresent() && (result == Result.RAN || result == Result.CACHED);
    String identity = result == Result.CACHED ? known.or(() -> alike).orElse(key) : key;
    identities.add(identity);
    records.add(
        new StepRecord(
            step,
            key,
            identity,
            outline,
            compared ? trigger(step) : "",
            result,
            result == Result.RAN
                ? real.map(StepRecorder::took).orElse(Duration.ZERO)
                : knowledge.cost(identity).orElse(Duration.ZERO),
            real.map(StepRecorder::movedBytes).orElse(0L)));
  }

  /// What has set off the makers of the files that had to be compared.
  private String trigger(PlannedStep step) {
    return String.join(
        "\n",
        LongestChain.makers(step)
            .filter(maker -> records.get(maker).result() == Result.RAN)
            .flatMap(maker -> roots.of(maker).lines())
            .distinct()
            .toList());
  }

  private static boolean takesFilesOfSteps(PlannedStep step) {
    return step.inputs().stream().anyMatch(PlannedInput.StepFiles.class::isInstance);
  }

  private static Result result(StepState state) {
    return switch (state) {
      case StepState.Done _ -> Result.RAN;
      case StepState.Cached _ -> Result.CACHED;
      case StepState.Failed _ -> Result.FAILED;
      case StepState.Waiting _, StepState.Running _, StepState.Cancelled _ -> Result.SKIPPED;
    };
  }

  private static Duration took(Step step) {
    return step.state() instanceof StepState.Done ? step.elapsed(Instant.EPOCH) : Duration.ZERO;
  }

  private static long movedBytes(Step step) {
    return step.transfers().stream().mapToLong(BuildEvent.Transfer::current).sum();
  }
}
