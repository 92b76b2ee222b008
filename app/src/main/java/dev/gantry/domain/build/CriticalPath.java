package dev.gantry.domain.build;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The chain of dependent steps that took longest together: making any other step faster does not
/// help.
///
/// @param steps the chain, first step first; empty when no step took any time
/// @param length how long its steps took together
public record CriticalPath(List<StepId> steps, Duration length) {
  public CriticalPath {
    steps = List.copyOf(steps);
  }

  /// Finds the longest path through the graph of the steps' inputs.
  public static CriticalPath of(List<Step> steps, Instant now) {
    Map<StepId, Step> byId = new HashMap<>();
    steps.forEach(step -> byId.put(step.id(), step));
    Map<StepId, Link> longest = new HashMap<>();
    for (Step step : steps) {
      measure(step, byId, longest, now);
    }
    return steps.stream()
        .map(step -> longest.get(step.id()))
        .filter(link -> link != null && link.length().isPositive())
        .reduce((a, b) -> b.length().compareTo(a.length()) > 0 ? b : a)
        .map(CriticalPath::traced)
        .orElse(new CriticalPath(List.of(), Duration.ZERO));
  }

  /// The longest path that ends with a step.
  private record Link(StepId step, Duration length, Optional<Link> before) {}

  /// Visits the inputs before the step, without recursion: a chain may be thousands of steps long.
  private static void measure(
      Step last, Map<StepId, Step> byId, Map<StepId, Link> longest, Instant now) {
    Deque<Step> open = new ArrayDeque<>(List.of(last));
    Set<StepId> entered = new HashSet<>();
    while (!open.isEmpty()) {
      Step step = open.peek();
      if (entered.add(step.id())) {
        step.inputs().stream()
            .filter(input -> !longest.containsKey(input) && !entered.contains(input))
            .flatMap(input -> Optional.ofNullable(byId.get(input)).stream())
            .forEach(open::push);
      } else {
        open.pop();
        longest.computeIfAbsent(step.id(), _ -> link(step, longest, now));
      }
    }
  }

  private static Link link(Step step, Map<StepId, Link> longest, Instant now) {
    Optional<Link> before =
        step.inputs().stream()
            .flatMap(input -> Optional.ofNullable(longest.get(input)).stream())
            .reduce((a, b) -> b.length().compareTo(a.length()) > 0 ? b : a)
            .filter(link -> link.length().isPositive());
    Duration own = step.elapsed(now);
    return new Link(step.id(), before.map(Link::length).orElse(Duration.ZERO).plus(own), before);
  }

  private static CriticalPath traced(Link end) {
    List<StepId> chain = new ArrayList<>();
    for (Optional<Link> link = Optional.of(end); link.isPresent(); link = link.get().before()) {
      chain.addFirst(link.get().step());
    }
    return new CriticalPath(chain, end.length());
  }
}
