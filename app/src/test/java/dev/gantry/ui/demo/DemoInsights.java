package dev.gantry.ui.demo;

import dev.gantry.domain.forecast.CacheReview;
import dev.gantry.domain.forecast.CacheReviews;
import dev.gantry.domain.forecast.Forecasts;
import dev.gantry.domain.history.FakeHistory;
import dev.gantry.domain.image.FakeImageFiles;
import dev.gantry.domain.plan.BuildPlan;
import dev.gantry.domain.plan.Planner;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import dev.gantry.ui.build.BuildInsights;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Insights that have nothing to tell, and parts of which can be replaced.
public final class DemoInsights {
  private static final Planner NO_PLANS =
      _ -> {
        throw new GantryException(new Problem.PlanUnsupported("unix:///run/docker.sock"));
      };
  private static final CacheReviews NO_REVIEWS = (_, _) -> CacheReview.NONE;

  private DemoInsights() {}

  /// An engine without plans, and no memory.
  public static BuildInsights none() {
    return with(NO_PLANS, NO_REVIEWS);
  }

  /// A plan without steps, and no memory.
  public static BuildInsights empty() {
    return with(
        _ -> new BuildPlan("fake", List.of(), Map.of(), Set.of(), Instant.EPOCH), NO_REVIEWS);
  }

  public static BuildInsights with(Planner planner, CacheReviews reviews) {
    return new BuildInsights(
        new Forecasts(planner, new FakeHistory()), reviews, new FakeImageFiles());
  }
}
