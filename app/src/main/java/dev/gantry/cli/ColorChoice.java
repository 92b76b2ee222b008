package dev.gantry.cli;

/// When colours are used.
enum ColorChoice {
  /// On terminals, unless `NO_COLOR` is set (no-color.org).
  AUTO,
  ALWAYS,
  NEVER;

  @Override
  public String toString() {
    return Json.name(this);
  }

  boolean applies(boolean terminal, boolean noColor) {
    return switch (this) {
      case AUTO -> terminal && !noColor;
      case ALWAYS -> true;
      case NEVER -> false;
    };
  }
}
