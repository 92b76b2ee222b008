package dev.gantry.domain.plan;

import dev.gantry.domain.image.LineRange;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A step as it is planned.
///
/// @param name as the engine will name it, for example `[build 2/5] RUN make`
/// @param lines the instruction in the Dockerfile, where known
/// @param operation what the step does apart from its inputs, part by part: a name such as
///   `command` or `env PATH`, and a digest of the value, which may be a secret
/// @param inputs what it needs
/// @param ignoresCache whether it runs whatever the cache has
public record PlannedStep(
    String name,
    Optional<LineRange> lines,
    SortedMap<String, String> operation,
    List<PlannedInput> inputs,
    boolean ignoresCache) {
  public PlannedStep {
    operation = Collections.unmodifiableSortedMap(new TreeMap<>(operation));
    inputs = List.copyOf(inputs);
  }

  /// The name without the position in front: `RUN make`. A line more in the Dockerfile changes the
  /// position of every step after it, but not what it does.
  public String instruction() {
    return instruction(name);
  }

  /// The same of the name of a step.
  public static String instruction(String name) {
    return name.startsWith("[") && name.contains("] ")
        ? name.substring(name.indexOf("] ") + 2)
        : name;
  }
}
