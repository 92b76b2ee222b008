package dev.gantry.adapter.buildkit.filesync;

/// A pattern, for example of a `.dockerignore` file, that makes no sense.
public final class PatternSyntaxProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final String REASON = "syntax error in pattern";

  private final String pattern;

  PatternSyntaxProblem(String pattern) {
    super(REASON + ": " + pattern);
    this.pattern = pattern;
  }

  /// In the words that BuildKit has for it.
  public String reason() {
    return REASON;
  }

  public String pattern() {
    return pattern;
  }
}
