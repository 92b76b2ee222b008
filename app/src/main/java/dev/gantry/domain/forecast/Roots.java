package dev.gantry.domain.forecast;

import dev.gantry.domain.plan.PlannedStep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/// What sets off the steps of one build: the changes of a step itself, or else what has set off the
/// steps that it needs. Filled step by step, in the order of the plan.
final class Roots {
  private final List<Set<String>> roots = new ArrayList<>();

  /// Adds the next step.
  ///
  /// @param own what has changed of the step itself
  /// @param runs whether the step at a position runs
  void add(PlannedStep step, Optional<Cause> own, IntPredicate runs) {
    Set<String> names = new TreeSet<>();
    own.ifPresent(
        cause -> {
          names.add("step " + step.instruction());
          names.addAll(names(cause));
        });
    if (own.isEmpty()) {
      LongestChain.makers(step).filter(runs::test).forEach(maker -> names.addAll(roots.get(maker)));
    }
    roots.add(names);
  }

  /// What sets the step at a position off; a line each.
  String of(int step) {
    return String.join("\n", roots.get(step));
  }

  /// How much two of these have in common.
  static long common(String some, String others) {
    Set<String> known = Set.copyOf(some.lines().toList());
    return others.lines().filter(known::contains).count();
  }

  private static Collection<String> names(Cause cause) {
    return switch (cause) {
      case Cause.FilesChanged(List<String> paths, _) ->
          paths.stream().map(path -> "file " + path).toList();
      case Cause.ArgumentChanged(String name) -> List.of("variable " + name);
      case Cause.VariableChanged(String name) -> List.of("variable " + name);
      case Cause.BaseImageChanged(String reference) -> List.of("image " + reference);
      case Cause.InstructionChanged _,
          Cause.UpstreamRan _,
          Cause.NeverBuilt _,
          Cause.CacheDisabled _,
          Cause.CacheLost _ ->
          List.of();
    };
  }
}
