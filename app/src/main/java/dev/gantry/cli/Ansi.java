package dev.gantry.cli;

/// Sequences of ECMA-48 and of the DEC terminals that every terminal of today knows.
final class Ansi {

  /// Back to the start of the line, and erase it.
  static final String ERASE_LINE = "\r\u001B[K";

  /// Lines that are too long are cut off by the terminal (DECAWM).
  static final String NO_WRAP = "\u001B[?7l";

  static final String WRAP = "\u001B[?7h";

  private Ansi() {}
}
