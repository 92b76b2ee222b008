package dev.gantry.domain.forecast;

import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.history.BuildRecord;
import dev.gantry.domain.history.History;
import dev.gantry.domain.plan.BuildPlan;
import dev.gantry.domain.plan.Planner;

/// Makes forecasts from the engine's plan and from what is remembered of earlier builds.
public final class Forecasts {
  private final Planner planner;
  private final History history;

  public Forecasts(Planner planner, History history) {
    this.planner = planner;
    this.history = history;
  }

  /// Says what to expect of a build.
  ///
  /// @throws dev.gantry.domain.problem.GantryException if the build's definition is wrong, the
  ///   engine cannot make a plan, or the memory of builds cannot be read
  public Forecast of(BuildRequest request) throws InterruptedException {
    Target target = Target.of(request.target());
    BuildPlan plan = planner.plan(request);
    Knowledge knowledge =
        new Knowledge(history.builds(plan.engine(), target.context(), target.name()));
    Changes changes =
        new Changes(
            knowledge.lastPlanned(target), target.arguments(), plan.files(), history::files);
    return new Forecaster(plan, knowledge, changes, unchanged(plan, target, knowledge))
        .forecast(knowledge.overhead(target));
  }

  /// Whether the last build found everything in the cache and no file has changed since. Of such a
  /// build no plan is kept.
  private static boolean unchanged(BuildPlan plan, Target target, Knowledge knowledge) {
    return knowledge
        .last(target)
        .filter(build -> build.result() == BuildRecord.Result.UNCHANGED)
        .filter(build -> build.definition().equals(target.definition()))
        .filter(build -> build.begun().isAfter(plan.filesChanged()))
        .isPresent();
  }
}
