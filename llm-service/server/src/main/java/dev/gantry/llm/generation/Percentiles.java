package dev.gantry.llm.generation;

import java.time.Duration;

/// How long something took lately: this part of the times at most so long.
public record Percentiles(Duration p50, Duration p90, Duration p99) {
  /// Nothing was measured yet.
  public static final Percentiles NONE =
      new Percentiles(Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
