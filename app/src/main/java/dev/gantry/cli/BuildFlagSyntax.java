package dev.gantry.cli;

/// An option of `gantry build` is not well-formed.
final class BuildFlagSyntax extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BuildFlagSyntax(String message) {
    super(message);
  }

  /// @param form what would be right
  BuildFlagSyntax(String option, String text, String form) {
    super("Invalid value for option '%s': '%s' is not %s".formatted(option, text, form));
  }
}
