package dev.gantry.adapter.buildkit.filesync;

/// Turns a pattern into a regular expression in Go's syntax, character by character as moby's
/// `patternmatcher` does. It knows nothing of classes of characters, so wildcards within `[]`
/// become something that nobody would expect; the engine's own tools agree on it all the same.
final class GlobRegex {

  /// Special in a regular expression, but not in a pattern. `^` is not among them.
  private static final String ESCAPED = ".+()|{}$";

  private GlobRegex() {}

  static String of(String glob) {
    StringBuilder regex = new StringBuilder();
    int position = 0;
    while (position < glob.length()) {
      char character = glob.charAt(position);
      if (character == '*') {
        position = appendStar(glob, position, regex);
      } else if (character == '\\') {
        regex.append(glob, position, Math.min(position + 2, glob.length()));
        position += 2;
      } else {
        if (character == '?') {
          regex.append("[^/]");
        } else {
          regex.append(ESCAPED.indexOf(character) >= 0 ? "\\" : "").append(character);
        }
        position++;
      }
    }
    return regex.toString();
  }

  private static int appendStar(String glob, int position, StringBuilder regex) {
    if (!glob.startsWith("**", position)) {
      regex.append("[^/]*");
      return position + 1;
    }
    int end = glob.startsWith("/", position + 2) ? position + 3 : position + 2;
    regex.append(end == glob.length() ? ".*" : "(.*/)?");
    return end;
  }
}
