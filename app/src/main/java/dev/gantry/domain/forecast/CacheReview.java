package dev.gantry.domain.forecast;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What the cache did in a build, as far as earlier builds tell.
///
/// @param missed the steps that ran, and what had changed since the build before
/// @param costs what steps that came from the cache cost when they last ran, by name
public record CacheReview(List<MissedStep> missed, Map<String, Duration> costs) {
  /// Nothing is known.
  public static final CacheReview NONE = new CacheReview(List.of(), Map.of());

  public CacheReview {
    missed = List.copyOf(missed);
    costs = Map.copyOf(costs);
  }
}
