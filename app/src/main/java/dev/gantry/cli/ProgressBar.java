package dev.gantry.cli;

/// A bar that fills from left to right.
final class ProgressBar {
  private static final int CELLS = 20;

  private ProgressBar() {}

  /// Draws the bar.
  ///
  /// @param done how much of `total` is done
  static String text(int done, int total, Paint paint) {
    int filled = total == 0 ? 0 : (int) ((long) CELLS * Math.min(done, total) / total);
    return paint.good("━".repeat(filled)) + paint.unimportant("─".repeat(CELLS - filled));
  }
}
