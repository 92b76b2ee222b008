package dev.gantry.text;

import java.util.Locale;

/// Tokens a second: `0.0`, `93.9`, `1,204`.
public final class Speeds {
  private static final double WITH_FRACTION = 100;

  private Speeds() {}

  /// Writes a number of zero or more, with a tenth where that says something.
  public static String format(double perSecond) {
    return String.format(Locale.ROOT, perSecond < WITH_FRACTION ? "%.1f" : "%,.0f", perSecond);
  }
}
