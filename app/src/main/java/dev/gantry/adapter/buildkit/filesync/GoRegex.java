package dev.gantry.adapter.buildkit.filesync;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Reads a regular expression in Go's syntax (RE2) as far as [GlobRegex] makes use of it. The two
/// syntaxes differ in classes of characters, where Java knows nesting and intersection, and in what
/// may follow a backslash.
final class GoRegex {

  private static final String ESCAPES = "aftnr";
  private static final String CLASS_ESCAPES = ESCAPES + "dDsSwW";
  private static final String OUTER_ESCAPES = CLASS_ESCAPES + "bBAz";

  private static final Map<String, String> CLASSES =
      Map.ofEntries(
          Map.entry("alnum", "Alnum"),
          Map.entry("alpha", "Alpha"),
          Map.entry("ascii", "ASCII"),
          Map.entry("blank", "Blank"),
          Map.entry("cntrl", "Cntrl"),
          Map.entry("digit", "Digit"),
          Map.entry("graph", "Graph"),
          Map.entry("lower", "Lower"),
          Map.entry("print", "Print"),
          Map.entry("punct", "Punct"),
          Map.entry("space", "Space"),
          Map.entry("upper", "Upper"),
          Map.entry("xdigit", "XDigit"));

  private final String source;
  private final StringBuilder java = new StringBuilder();
  private int position;

  private GoRegex(String source) {
    this.source = source;
  }

  /// @throws PatternSyntaxException if Go would refuse it too
  static Pattern compile(String source) {
    // a dot means anything but a line feed, as in Go
    return Pattern.compile(new GoRegex(source).translated(), Pattern.UNIX_LINES);
  }

  private String translated() {
    while (position < source.length()) {
      switch (source.charAt(position)) {
        case '[' -> characterClass();
        case ']' -> {
          java.append("\\]");
          position++;
        }
        case '\\' -> escape(OUTER_ESCAPES);
        default -> java.append(source.charAt(position++));
      }
    }
    return java.toString();
  }

  private void characterClass() {
    int start = position++;
    java.append('[');
    if (next('^')) {
      java.append('^');
      position++;
    }
    int first = position;
    while (position == first || !next(']')) {
      if (position >= source.length()) {
        throw new PatternSyntaxException("unclosed class", source, start);
      }
      classItem();
    }
    java.append(']');
    position++;
  }

  private void classItem() {
    if (source.startsWith("[:", position) && source.indexOf(":]", position) > 0) {
      namedClass();
      return;
    }
    if (next('\\')) {
      escape(CLASS_ESCAPES);
    } else if (next('-')) {
      java.append('-');
      position++;
    } else {
      int character = source.codePointAt(position);
      if (character < 0x80 && !Character.isLetterOrDigit(character)) {
        java.append('\\');
      }
      java.appendCodePoint(character);
      position += Character.charCount(character);
    }
  }

  /// A class such as `[:alpha:]`, or `[:^alpha:]` for all others.
  private void namedClass() {
    int end = source.indexOf(":]", position);
    String name = source.substring(position + 2, end);
    boolean negated = name.startsWith("^");
    String category = CLASSES.get(negated ? name.substring(1) : name);
    if (category == null) {
      throw new PatternSyntaxException("unknown class", source, position);
    }
    java.append(negated ? "\\P{" : "\\p{").append(category).append('}');
    position = end + 2;
  }

  private void escape(String letters) {
    if (position + 1 >= source.length()) {
      throw new PatternSyntaxException("nothing after \\", source, position);
    }
    char escaped = source.charAt(position + 1);
    boolean punctuation = escaped < 0x80 && !Character.isLetterOrDigit(escaped);
    if (!punctuation && letters.indexOf(escaped) < 0) {
      throw new PatternSyntaxException("unknown escape", source, position);
    }
    java.append('\\').append(escaped);
    position += 2;
  }

  private boolean next(char expected) {
    return position < source.length() && source.charAt(position) == expected;
  }
}
