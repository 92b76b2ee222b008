package dev.gantry.domain.build;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which steps run again although the cache has them.
public sealed interface NoCache {
  /// No step does.
  record None() implements NoCache {}

  /// Every step does.
  record All() implements NoCache {}

  /// The steps of these stages do.
  record Stages(List<String> names) implements NoCache {
    public Stages {
      names = List.copyOf(names);
    }
  }

  /// What either of the two says.
  default NoCache and(NoCache other) {
    return switch (this) {
      case None _ -> other;
      case All _ -> this;
      case Stages(var names) ->
          switch (other) {
            case None _ -> this;
            case All _ -> other;
            case Stages(var more) -> {
              Set<String> both = new LinkedHashSet<>(names);
              both.addAll(more);
              yield new Stages(List.copyOf(both));
            }
          };
    };
  }
}
