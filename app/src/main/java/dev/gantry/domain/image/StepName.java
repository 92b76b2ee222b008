package dev.gantry.domain.image;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A step's name in its two parts, as BuildKit writes it: `[build 2/5] RUN make`.
///
/// @param stage what stands in the brackets, may be empty
/// @param instruction the rest, on one line
public record StepName(String stage, String instruction) {
  private static final Pattern FORM = Pattern.compile("^\\[([^\\]]*)\\]\\s*(.*)$", Pattern.DOTALL);
  private static final Pattern SPACES = Pattern.compile("\\s+");

  /// Takes a name apart.
  public static StepName parse(String name) {
    Matcher matcher = FORM.matcher(name);
    return matcher.matches()
        ? new StepName(matcher.group(1), oneLine(matcher.group(2)))
        : new StepName("", oneLine(name));
  }

  static String oneLine(String text) {
    return SPACES.matcher(text).replaceAll(" ").strip();
  }
}
