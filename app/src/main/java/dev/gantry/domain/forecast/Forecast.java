package dev.gantry.domain.forecast;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is expected of a build.
///
/// @param steps in the order of the plan
/// @param total how long the build will take: the longest chain of its steps that run, and what
///   builds of this target usually take besides; empty while a step of that chain has never run
/// @param assumed addresses of what only the build will ask for, such as git repositories, and what
///   is taken to be as it was
public record Forecast(List<StepForecast> steps, Optional<Duration> total, List<String> assumed) {
  public Forecast {
    steps = List.copyOf(steps);
    assumed = List.copyOf(assumed);
  }

  /// How many steps are expected to run.
  public long running() {
    return steps.stream().filter(step -> step.outlook().runs()).count();
  }
}
