package dev.gantry.ui.demo;

import dev.gantry.domain.inference.Percentiles;
import dev.gantry.domain.inference.ServiceLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/// How busy a service with four slots was in two minutes with a wave of requests.
public final class DemoLoad {
  private static final Instant BEGIN = Instant.parse("2026-01-01T09:58:00Z");
  private static final int SECONDS = 120;
  private static final int SLOTS = 4;

  private DemoLoad() {}

  /// A measurement a second.
  public static List<ServiceLoad> twoMinutes() {
    Random chance = new Random(3);
    List<ServiceLoad> loads = new ArrayList<>();
    long collections = 14;
    Duration collecting = Duration.ofMillis(96);
    double heap = 38e6;
    for (int second = 0; second <= SECONDS; second++) {
      int wanted = (int) Math.round(3.6 * (1 - Math.cos(second / 16.0)) + chance.nextDouble());
      int active = Math.min(SLOTS, wanted);
      heap += 1.1e6 * active + 2e5;
      if (heap > 78e6) {
        heap = 36e6 + 4e6 * chance.nextDouble();
        collections++;
        collecting = collecting.plusMillis(4 + chance.nextInt(6));
      }
      double generated = active * 61 * (0.94 + 0.12 * chance.nextDouble());
      double prompt = wanted > 0 ? 130 * chance.nextDouble() * wanted : 0;
      loads.add(
          new ServiceLoad(
              BEGIN.plusSeconds(second),
              new ServiceLoad.Requests(active, wanted - active, SLOTS),
              new ServiceLoad.Speed(OptionalDouble.of(prompt), OptionalDouble.of(generated)),
              percentiles(18 + 24 * wanted, 34 + 60 * wanted, 60 + 95 * wanted),
              percentiles(2.9 + 2.6 * active, 3.8 + 3.4 * active, 6.1 + 5.2 * active),
              new ServiceLoad.Context(active * (140L + second % 23 * 11L), 4L * 512),
              new ServiceLoad.Memory((long) heap, 192_000_000, (long) (311e6 + 1.2e5 * second)),
              new ServiceLoad.Garbage(collections, collecting, percentiles(5, 8, 21))));
    }
    return loads;
  }

  private static Percentiles percentiles(double p50, double p90, double p99) {
    return new Percentiles(millis(p50), millis(p90), millis(p99));
  }

  private static Duration millis(double millis) {
    return Duration.ofNanos(Math.round(millis * 1e6));
  }
}
