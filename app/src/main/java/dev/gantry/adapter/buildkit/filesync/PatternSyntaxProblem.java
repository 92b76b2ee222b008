package dev.gantry.adapter.buildkit.filesync;

/// A pattern, for example of a `.dockerignore` file, that makes no sense.
public final class PatternSyntaxProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String pattern;

  PatternSyntaxProblem(String pattern) {
    super("syntax error in pattern: " + pattern);
    this.pattern = pattern;
  }

  public String pattern() {
    return pattern;
  }
}
