package dev.gantry.text;

import java.math.BigDecimal;
import java.math.MathContext;

/// Sizes in decimal units with three digits, as the Docker CLI rounds them: `512 B`, `44.1 MB`,
/// `1.23 GB`.
public final class Sizes {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
  private static final BigDecimal STEP = BigDecimal.valueOf(1000);
  private static final MathContext THREE_DIGITS = new MathContext(3);

  private Sizes() {}

  /// Writes a size of zero or more bytes.
  public static String format(long bytes) {
    BigDecimal amount = BigDecimal.valueOf(bytes);
    int unit = 0;
    // rounded first: 999,950 bytes are 1 MB, not 1000 kB
    while (amount.round(THREE_DIGITS).compareTo(STEP) >= 0) {
      amount = amount.divide(STEP);
      unit++;
    }
    return amount.round(THREE_DIGITS).stripTrailingZeros().toPlainString() + " " + UNITS[unit];
  }
}
