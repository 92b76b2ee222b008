package dev.gantry.cli;

import dev.gantry.text.Sizes;

/// Changes of sizes in words.
final class Growth {

  private Growth() {}

  /// Writes a change with its sign, as in `+1.2 MB`, `-300 kB`, `0 B`.
  static String format(long bytes) {
    String size = Sizes.format(Math.abs(bytes));
    return bytes == 0 ? size : (bytes > 0 ? "+" : "-") + size;
  }
}
