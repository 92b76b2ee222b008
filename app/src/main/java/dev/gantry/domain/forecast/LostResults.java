package dev.gantry.domain.forecast;

import dev.gantry.domain.plan.BuildPlan;
import dev.gantry.domain.plan.PlannedInput;
import dev.gantry.domain.plan.PlannedStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Takes into account that the engine has removed results: such a step runs, if what it makes is
/// needed. It is not needed where everything made of it is still there.
final class LostResults {
  private final BuildPlan plan;

  LostResults(BuildPlan plan) {
    this.plan = plan;
  }

  List<Outlook> applied(List<Outlook> outlooks) {
    if (plan.lost().isEmpty()) {
      return outlooks;
    }
    Set<Integer> lost = lost();
    List<Outlook> applied = new ArrayList<>(outlooks);
    Set<Integer> needed = new HashSet<>(Set.of(outlooks.size() - 1));
    for (int i = outlooks.size() - 1; i >= 0; i--) {
      if (needed.contains(i) && lost.contains(i) && !applied.get(i).runs()) {
        applied.set(i, new Outlook.Runs(new Cause.CacheLost()));
      }
      if (applied.get(i).runs()) {
        LongestChain.makers(plan.steps().get(i)).forEach(needed::add);
      }
    }
    return applied;
  }

  /// An engine keeps what a result stands on, so with it all that stands on it is gone.
  private Set<Integer> lost() {
    Set<Integer> lost = new HashSet<>(plan.lost());
    for (int i = 0; i < plan.steps().size(); i++) {
      PlannedStep step = plan.steps().get(i);
      if (step.inputs().stream()
          .anyMatch(
              input -> input instanceof PlannedInput.Step(int maker, _) && lost.contains(maker))) {
        lost.add(i);
      }
    }
    return lost;
  }
}
