package dev.gantry.text;

import java.util.Locale;

/// Parts of a whole in words.
public final class Percent {

  private Percent() {}

  /// Writes a part from 0 to 1, as in `2.5 %`.
  public static String format(double share) {
    String digits = String.format(Locale.ROOT, "%.1f", 100 * share);
    return (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits) + " %";
  }
}
