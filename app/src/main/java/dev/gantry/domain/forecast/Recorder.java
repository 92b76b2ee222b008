package dev.gantry.domain.forecast;

import dev.gantry.domain.build.ArchivedBuild;
import dev.gantry.domain.build.ArchivedBuild.Ending;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildOutcome.Succeeded;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.build.Tally;
import dev.gantry.domain.history.Recording;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Makes a recording of a build that is over.
final class Recorder {
  private Recorder() {}

  static Recording recording(
      BuildTarget target,
      Instant begun,
      Instant ended,
      List<BuildEvent> events,
      BuildOutcome outcome) {
    BuildProgress progress = BuildProgress.of(events);
    Tally tally = progress.tally();
    List<String> tags = target.definition().tags();
    ArchivedBuild build =
        new ArchivedBuild(
            // only BuildKit gives references
            progress.ref().orElseGet(() -> UUID.randomUUID().toString().replace("-", "")),
            tags.isEmpty() ? List.of(target.image()) : tags,
            Map.of("filename", target.definition().dockerfileName()),
            begun,
            Optional.of(ended),
            ending(outcome, progress),
            tally.total(),
            tally.cached(),
            progress.warnings().size());
    return new Recording(
        build, outcome instanceof Succeeded built ? built.origins() : List.of(), events);
  }

  private static Ending ending(BuildOutcome outcome, BuildProgress progress) {
    return switch (outcome) {
      case Succeeded _ -> new Ending.Succeeded();
      case BuildOutcome.Cancelled _ -> new Ending.Cancelled();
      case BuildOutcome.Failed(var problem, _) ->
          new Ending.Failed(
              progress
                  .failure()
                  .map(
                      step ->
                          step.state() instanceof StepState.Failed(_, _, String error)
                              ? error
                              : step.name())
                  .orElseGet(problem::toString));
    };
  }
}
