package dev.gantry.cli;

/// Colours by meaning, with the sixteen that every terminal has (ECMA-48, SGR), so that they fit
/// its theme. Nothing is told by colour alone.
record Paint(boolean on) {

  /// No colours.
  static final Paint NONE = new Paint(false);

  String heading(String text) {
    return with("1", text);
  }

  String bad(String text) {
    return with("31", text);
  }

  String good(String text) {
    return with("32", text);
  }

  String unimportant(String text) {
    return with("2", text);
  }

  private String with(String code, String text) {
    return on && !text.isEmpty() ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
  }
}
