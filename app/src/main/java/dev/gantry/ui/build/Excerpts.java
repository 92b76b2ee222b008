package dev.gantry.ui.build;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the excerpts of Dockerfiles that come with a failure: numbered lines as ` 7 | RUN make`.
final class Excerpts {
  private static final Pattern NUMBERED = Pattern.compile("^\\s*(\\d+) \\|.*");

  private Excerpts() {}

  /// Whether a line of an excerpt is the one at fault.
  static boolean isMarked(String text, Optional<Integer> line) {
    Matcher matcher = NUMBERED.matcher(text);
    return matcher.matches() && line.map(String::valueOf).equals(Optional.of(matcher.group(1)));
  }
}
