package dev.gantry.domain.plan;

import dev.gantry.domain.build.BuildRequest;

/// Port: asks the engine what it would do for a build.
public interface Planner {

  /// Makes the plan; builds nothing, and leaves no trace in the engine.
  ///
  /// @throws dev.gantry.domain.problem.GantryException if the build's definition is wrong, or the
  ///   engine cannot tell
  BuildPlan plan(BuildRequest request) throws InterruptedException;
}
