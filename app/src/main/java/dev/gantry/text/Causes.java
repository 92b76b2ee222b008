package dev.gantry.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The chain of causes in an error of a Go program, which writes it as one line with colons between
/// the links: what failed first stands last.
final class Causes {

  /// Links that say nothing to a user.
  private static final Set<String> NOISE =
      Set.of(
          "failed to solve",
          "failed to solve with frontend dockerfile.v0",
          "failed to solve with frontend gateway.v0",
          "failed to create LLB definition",
          "failed to do request");

  private Causes() {}

  /// One link a line, from the outermost to the root; each below the first begins with an arrow. A
  /// text of several lines, or of one link, stays as it is.
  static String lines(String cause) {
    if (cause.indexOf('\n') >= 0) {
      return cause;
    }
    List<String> links = links(cause);
    links.removeIf(NOISE::contains);
    return links.isEmpty() ? cause : String.join("\n→ ", links);
  }

  /// Colons within quotes or without a space after them do not separate.
  private static List<String> links(String cause) {
    List<String> links = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < cause.length(); i++) {
      char c = cause.charAt(i);
      quoted ^= c == '"' && (i == 0 || cause.charAt(i - 1) != '\\');
      if (c == ':' && !quoted && cause.startsWith(": ", i)) {
        add(links, cause.substring(start, i));
        start = i + 2;
      }
    }
    add(links, cause.substring(start));
    return links;
  }

  /// Go programs often repeat a link when they wrap an error twice.
  private static void add(List<String> links, String link) {
    String text = link.strip();
    if (!text.isEmpty() && !links.contains(text)) {
      links.add(text);
    }
  }
}
