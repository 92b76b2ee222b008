package dev.gantry.domain.inference;

import java.time.Duration;

/// How long something took lately: half of the times at most `p50`, and so on.
public record Percentiles(Duration p50, Duration p90, Duration p99) {
  /// It never happened.
  public static final Percentiles NONE =
      new Percentiles(Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
