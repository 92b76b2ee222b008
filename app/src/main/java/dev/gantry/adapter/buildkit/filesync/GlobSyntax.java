package dev.gantry.adapter.buildkit.filesync;

/// Checks the syntax of a pattern as Go's `filepath.Match` does: an unclosed or empty `[]`, an open
/// range and a `\` at the end are mistakes.
final class GlobSyntax {

  private final String glob;

  private GlobSyntax(String glob) {
    this.glob = glob;
  }

  /// @throws PatternSyntaxProblem for a mistake
  static void check(String glob) {
    GlobSyntax syntax = new GlobSyntax(glob);
    int position = 0;
    while (position < glob.length()) {
      position =
          switch (glob.charAt(position)) {
            case '\\' -> syntax.afterCharacter(position);
            case '[' -> syntax.afterClass(position);
            default -> position + 1;
          };
    }
  }

  /// The position after a class of characters, which has one character or range at least.
  private int afterClass(int start) {
    int first = glob.startsWith("^", start + 1) ? start + 2 : start + 1;
    int position = first;
    while (position == first || !glob.startsWith("]", position)) {
      position = afterClassCharacter(position);
      if (glob.startsWith("-", position)) {
        position = afterClassCharacter(position + 1);
      }
    }
    return position + 1;
  }

  private int afterClassCharacter(int position) {
    if (position >= glob.length() || "-]".indexOf(glob.charAt(position)) >= 0) {
      throw new PatternSyntaxProblem(glob);
    }
    int end = afterCharacter(position);
    if (end >= glob.length()) {
      throw new PatternSyntaxProblem(glob);
    }
    return end;
  }

  /// The position after a character that may be escaped.
  private int afterCharacter(int position) {
    int start = glob.charAt(position) == '\\' ? position + 1 : position;
    if (start >= glob.length()) {
      throw new PatternSyntaxProblem(glob);
    }
    return start + Character.charCount(glob.codePointAt(start));
  }
}
