package dev.gantry.domain.forecast;

import dev.gantry.domain.plan.PlannedInput;
import dev.gantry.domain.plan.PlannedStep;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// The chain of dependent steps that takes longest together.
final class LongestChain {

  private LongestChain() {}

  /// @param steps each after those that it needs
  /// @param took how long the step at a position takes
  static Duration of(List<PlannedStep> steps, IntFunction<Duration> took) {
    Duration[] until = new Duration[steps.size()];
    Duration longest = Duration.ZERO;
    for (int i = 0; i < until.length; i++) {
      Duration before =
          makers(steps.get(i))
              .map(maker -> until[maker])
              .reduce(Duration.ZERO, LongestChain::longer);
      until[i] = before.plus(took.apply(i));
      longest = longer(longest, until[i]);
    }
    return longest;
  }

  /// The positions of the steps that a step needs.
  static Stream<Integer> makers(PlannedStep step) {
    return step.inputs().stream()
        .flatMap(
            input ->
                switch (input) {
                  case PlannedInput.Step(int maker, _) -> Stream.of(maker);
                  case PlannedInput.StepFiles(int maker, _) -> Stream.of(maker);
                  case PlannedInput.Files _, PlannedInput.Image _, PlannedInput.Remote _ ->
                      Stream.empty();
                });
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
