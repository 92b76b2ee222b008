package dev.gantry.ui.build;

import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The order in which steps are listed: each one after those that it needs.
///
/// The engine announces the steps of a build all at once and in no order of use; a list in that
/// order may stand upside down.
final class StepOrder {
  private StepOrder() {}

  /// Returns the steps so that inputs come first; what is free stays in order of first mention.
  static List<Step> of(List<Step> steps) {
    Map<StepId, Step> byId = new HashMap<>();
    steps.forEach(step -> byId.put(step.id(), step));
    List<Step> ordered = new ArrayList<>(steps.size());
    Set<StepId> entered = new HashSet<>();
    Set<StepId> listed = new HashSet<>();
    for (Step step : steps) {
      // without recursion: a chain may be thousands of steps long
      Deque<Step> open = new ArrayDeque<>(List.of(step));
      while (!open.isEmpty()) {
        Step next = open.peek();
        if (entered.add(next.id())) {
          next.inputs().reversed().stream()
              .filter(input -> !entered.contains(input))
              .flatMap(input -> Optional.ofNullable(byId.get(input)).stream())
              .forEach(open::push);
        } else {
          open.pop();
          if (listed.add(next.id())) {
            ordered.add(next);
          }
        }
      }
    }
    return ordered;
  }
}
