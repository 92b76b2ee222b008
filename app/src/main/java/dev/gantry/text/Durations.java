package dev.gantry.text;

import java.time.Duration;
import java.util.Locale;

/// Durations as a person says them: `340 ms`, `1.2 s`, `2 min 5 s`, `1 h 4 min`.
public final class Durations {
  private static final long MILLIS_OF_SECOND = 1000;
  private static final long TENTHS_OF_MINUTE = 600;
  private static final long SECONDS_OF_HOUR = 3600;
  private static final int NANOS_OF_MILLI = 1_000_000;
  private static final double MILLIS_WITH_HUNDREDTHS = 10;

  private Durations() {}

  /// Rounds half up to the precision shown.
  ///
  /// @param duration zero or more
  public static String format(Duration duration) {
    long millis = duration.plusNanos(NANOS_OF_MILLI / 2).toMillis();
    if (millis == 0 && duration.isPositive()) {
      return "< 1 ms";
    }
    if (millis < MILLIS_OF_SECOND) {
      return millis + " ms";
    }
    long tenths = (millis + 50) / 100;
    if (tenths < TENTHS_OF_MINUTE) {
      return tenths / 10 + "." + tenths % 10 + " s";
    }
    long seconds = (millis + 500) / MILLIS_OF_SECOND;
    if (seconds < SECONDS_OF_HOUR) {
      return parts(seconds, "min", "s");
    }
    long minutes = (seconds + 30) / 60;
    return parts(minutes, "h", "min");
  }

  /// The same with hundredths below 10 ms, for times that are often so short.
  public static String fine(Duration duration) {
    double millis = duration.toNanos() / (double) NANOS_OF_MILLI;
    return millis > 0 && millis < MILLIS_WITH_HUNDREDTHS
        ? String.format(Locale.ROOT, "%.2f ms", millis)
        : format(duration);
  }

  /// Two units, sixty of the small one in the large one; without the small one where it is zero.
  private static String parts(long amount, String large, String small) {
    String whole = amount / 60 + " " + large;
    return amount % 60 == 0 ? whole : whole + " " + amount % 60 + " " + small;
  }
}
