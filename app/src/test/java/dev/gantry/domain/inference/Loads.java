package dev.gantry.domain.inference;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/// Measurements for tests.
public final class Loads {
  private Loads() {}

  /// A service with four slots, of which one has a request.
  public static ServiceLoad at(Instant time) {
    return new ServiceLoad(
        time,
        new ServiceLoad.Requests(1, 2, 4),
        new ServiceLoad.Speed(OptionalDouble.of(120), OptionalDouble.of(93.5)),
        percentiles(200, 300, 400),
        percentiles(5, 6, 7),
        new ServiceLoad.Context(512, 2048),
        new ServiceLoad.Memory(38_000_000, 192_000_000, 311_000_000),
        new ServiceLoad.Garbage(9, Duration.ofMillis(40), percentiles(3, 4, 12)));
  }

  /// A service that loads its model.
  public static ServiceLoad withoutModel(Instant time) {
    ServiceLoad load = at(time);
    return new ServiceLoad(
        time,
        new ServiceLoad.Requests(0, 0, 0),
        new ServiceLoad.Speed(OptionalDouble.empty(), OptionalDouble.empty()),
        Percentiles.NONE,
        Percentiles.NONE,
        new ServiceLoad.Context(0, 0),
        load.memory(),
        load.garbage());
  }

  private static Percentiles percentiles(int p50, int p90, int p99) {
    return new Percentiles(Duration.ofMillis(p50), Duration.ofMillis(p90), Duration.ofMillis(p99));
  }
}
