package dev.gantry.domain.forecast;

import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.history.BuildRecord;
import dev.gantry.domain.history.History;
import dev.gantry.domain.history.StepRecord;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.plan.BuildPlan;
import dev.gantry.domain.plan.FileManifest;
import dev.gantry.domain.plan.Planner;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Remembers a build when it is over.
final class BuildRecorder {
  private final Planner planner;
  private final History history;
  private final Supplier<String> engine;

  /// @param engine address of the engine that builds
  BuildRecorder(Planner planner, History history, Supplier<String> engine) {
    this.planner = planner;
    this.history = history;
    this.engine = engine;
  }

  /// Returns what the cache did.
  ///
  /// @throws dev.gantry.domain.problem.GantryException if the engine cannot make a plan any more,
  ///   or the memory of builds cannot be used
  CacheReview record(
      BuildRequest request, Instant begun, List<BuildEvent> events, BuildOutcome outcome)
      throws InterruptedException {
    Target target = Target.of(request.target());
    BuildProgress progress = BuildProgress.of(events);
    String host = engine.get();
    Knowledge knowledge = new Knowledge(history.builds(host, target.context(), target.name()));
    Optional<BuildRecord> before = knowledge.lastPlanned(target);
    if (outcome instanceof BuildOutcome.Succeeded && nothingRan(progress) && before.isPresent()) {
      // a plan would say what is known already, and take longer than such a build
      history.add(
          build(target, host, begun, outcome, BuildRecord.Result.UNCHANGED, List.of()), Map.of());
      return new CacheReview(List.of(), costs(progress, before.get().steps(), knowledge));
    }
    BuildPlan plan = planner.plan(request);
    boolean sure = !begun.isBefore(plan.filesChanged());
    Changes changes = new Changes(before, target.arguments(), plan.files(), history::files);
    List<StepRecord> steps =
        sure ? new StepRecorder(progress, knowledge, changes).records(plan) : List.of();
    Map<String, FileManifest> files = sure ? plan.files() : Map.of();
    history.add(build(target, host, begun, outcome, result(outcome), steps), files);
    return new CacheReview(
        new Misses(steps, knowledge, changes).all(), costs(progress, steps, knowledge));
  }

  /// What the steps that came from the cache cost when they last ran, by name.
  ///
  /// @param records of this build, or of an earlier one that had the same steps
  private static Map<String, Duration> costs(
      BuildProgress progress, List<StepRecord> records, Knowledge knowledge) {
    Set<String> cached =
        progress.steps().stream()
            .filter(step -> step.state() instanceof StepState.Cached)
            .map(Step::name)
            .collect(Collectors.toSet());
    Map<String, Duration> costs = new HashMap<>();
    for (StepRecord record : records) {
      if (cached.contains(record.step().name())) {
        knowledge.cost(record.identity()).ifPresent(cost -> costs.put(record.step().name(), cost));
      }
    }
    return costs;
  }

  private static BuildRecord build(
      Target target,
      String engine,
      Instant begun,
      BuildOutcome outcome,
      BuildRecord.Result result,
      List<StepRecord> steps) {
    return new BuildRecord(
        target.context(),
        target.name(),
        target.definition(),
        engine,
        begun,
        took(outcome),
        result,
        image(outcome),
        steps);
  }

  private static boolean nothingRan(BuildProgress progress) {
    return progress.steps().stream()
        .filter(Step::isInstruction)
        .noneMatch(step -> step.state() instanceof StepState.Done);
  }

  private static BuildRecord.Result result(BuildOutcome outcome) {
    return switch (outcome) {
      case BuildOutcome.Succeeded _ -> BuildRecord.Result.SUCCEEDED;
      case BuildOutcome.Failed _ -> BuildRecord.Result.FAILED;
      case BuildOutcome.Cancelled _ -> BuildRecord.Result.CANCELLED;
    };
  }

  private static Duration took(BuildOutcome outcome) {
    return switch (outcome) {
      case BuildOutcome.Succeeded built -> built.took();
      case BuildOutcome.Failed failed -> failed.took();
      case BuildOutcome.Cancelled cancelled -> cancelled.took();
    };
  }

  private static Optional<Digest> image(BuildOutcome outcome) {
    return outcome instanceof BuildOutcome.Succeeded built ? built.image() : Optional.empty();
  }
}
