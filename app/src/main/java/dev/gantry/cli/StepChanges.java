package dev.gantry.cli;

import dev.gantry.domain.build.BuildEvent.Warning;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildReduction;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.log.LogLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tells what is new in a build since the last time, in the order in which it is to be printed.
final class StepChanges {

  /// Is told of each change.
  interface Listener {
    /// A step has begun, or is known to be cached.
    void started(Step step);

    /// A step has written a whole line.
    void wrote(Step step, LogLine line);

    /// A step is over.
    void ended(Step step);

    /// The Dockerfile checks have found something.
    void warned(Warning warning);

    /// The engine builds in a way that tells less.
    void reduced(BuildReduction reduction);

    /// The engine has fallen silent, or is heard again.
    void engineAnswers(boolean answers);
  }

  private final Listener listener;
  private final Map<StepId, Step> seen = new HashMap<>();
  private final Map<StepId, Long> linesSeen = new HashMap<>();
  private int warningsSeen;
  private boolean reductionSeen;
  private boolean engineAnswers = true;

  StepChanges(Listener listener) {
    this.listener = listener;
  }

  void tell(BuildProgress progress) {
    if (!reductionSeen) {
      progress.reduction().ifPresent(listener::reduced);
      reductionSeen = progress.reduction().isPresent();
    }
    if (engineAnswers != progress.engineAnswers()) {
      engineAnswers = progress.engineAnswers();
      listener.engineAnswers(engineAnswers);
    }
    for (Step step : progress.steps()) {
      tellStep(progress, step);
    }
    List<Warning> warnings = progress.warnings();
    warnings.subList(warningsSeen, warnings.size()).forEach(listener::warned);
    warningsSeen = warnings.size();
  }

  private void tellStep(BuildProgress progress, Step step) {
    Step before = seen.put(step.id(), step);
    if (isWaiting(before) && !isWaiting(step)) {
      listener.started(step);
    }
    long seenLines = linesSeen.getOrDefault(step.id(), 0L);
    progress.log(step.id()).lines().since(seenLines).forEach(line -> listener.wrote(step, line));
    linesSeen.put(step.id(), progress.log(step.id()).lines().written());
    if (isOver(step) && (before == null || !isOver(before))) {
      listener.ended(step);
    }
  }

  private static boolean isWaiting(@Nullable Step step) {
    return step == null || step.state() instanceof StepState.Waiting;
  }

  private static boolean isOver(Step step) {
    return switch (step.state()) {
      case StepState.Waiting _, StepState.Running _ -> false;
      case StepState.Cached _, StepState.Done _, StepState.Failed _, StepState.Cancelled _ -> true;
    };
  }
}
