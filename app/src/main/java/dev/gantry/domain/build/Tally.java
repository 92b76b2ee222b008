package dev.gantry.domain.build;

import java.util.List;

/// How many steps of a build are in which state.
public record Tally(int waiting, int running, int cached, int done, int failed, int cancelled) {

  /// Counts the steps that are not internal.
  public static Tally of(List<Step> steps) {
    int[] counts = new int[6];
    for (Step step : steps) {
      if (!step.internal()) {
        counts[index(step.state())]++;
      }
    }
    return new Tally(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
  }

  public int total() {
    return waiting + running + cached + done + failed + cancelled;
  }

  /// How many steps need nothing more.
  public int finished() {
    return cached + done;
  }

  private static int index(StepState state) {
    return switch (state) {
      case StepState.Waiting _ -> 0;
      case StepState.Running _ -> 1;
      case StepState.Cached _ -> 2;
      case StepState.Done _ -> 3;
      case StepState.Failed _ -> 4;
      case StepState.Cancelled _ -> 5;
    };
  }
}
