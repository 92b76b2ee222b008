package dev.gantry.ui.control;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/// The time axis that all lanes of a timeline share: from zero to `span`.
///
/// @param span what the full width stands for, at least a millisecond
public record TimeScale(Duration span) {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final List<Duration> STEPS =
      LongStream.of(
              1,
              2,
              5,
              10,
              20,
              50,
              100,
              200,
              500,
              1_000,
              2_000,
              5_000,
              10_000,
              15_000,
              30_000,
              60_000,
              120_000,
              300_000,
              600_000,
              900_000,
              1_800_000,
              3_600_000,
              7_200_000,
              21_600_000,
              86_400_000)
          .mapToObj(Duration::ofMillis)
          .toList();

  public TimeScale {
    if (span.compareTo(SHORTEST) < 0) {
      span = SHORTEST;
    }
  }

  /// A scale for a build that has worked for `elapsed`. While it runs there is room to grow, in
  /// steps, so that the bars do not move at every tick.
  public static TimeScale growing(Duration elapsed) {
    Duration needed = elapsed.plus(elapsed.dividedBy(20));
    return new TimeScale(
        STEPS.stream()
            .flatMap(step -> LongStream.of(1, 2, 3, 4).mapToObj(step::multipliedBy))
            .filter(span -> span.toSeconds() >= 5 && span.compareTo(needed) >= 0)
            .min(Duration::compareTo)
            .orElse(needed));
  }

  /// Where a moment lies on a lane of this width.
  public double x(Duration offset, double width) {
    return width * offset.toNanos() / span.toNanos();
  }

  /// The moments to mark on an axis of this width: round ones, `gap` pixels apart at least.
  public List<Duration> ticks(double width, double gap) {
    double most = Math.max(1, width / gap);
    Duration step =
        STEPS.stream()
            .filter(candidate -> (double) span.toNanos() / candidate.toNanos() <= most)
            .findFirst()
            .orElse(span);
    long count = span.toNanos() / step.toNanos();
    return LongStream.rangeClosed(0, count).mapToObj(step::multipliedBy).toList();
  }

  /// A moment as an axis shows it: `0`, `250 ms`, `1.5 s`, `2:30 min`, `1:05 h`.
  public static String label(Duration offset) {
    long millis = offset.toMillis();
    if (millis == 0) {
      return "0";
    }
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return millis % 1000 == 0
          ? millis / 1000 + " s"
          : "%d.%d s".formatted(millis / 1000, millis % 1000 / 100);
    }
    long seconds = millis / 1000;
    if (seconds < 3600) {
      return seconds % 60 == 0
          ? seconds / 60 + " min"
          : "%d:%02d min".formatted(seconds / 60, seconds % 60);
    }
    long minutes = seconds / 60;
    return minutes % 60 == 0
        ? minutes / 60 + " h"
        : "%d:%02d h".formatted(minutes / 60, minutes % 60);
  }
}
