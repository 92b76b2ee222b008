package dev.gantry.domain.build;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads lists such as `type=local,dest=/tmp/out`: one line of comma-separated values, where a
/// field that has a comma stands in double quotes, and a quote in such a field is doubled.
public final class OptionList {
  private static final Pattern FIELD =
      Pattern.compile("\\G(?:\"((?:[^\"]|\"\")*)\"|([^,\"]*))(,|$)");

  private OptionList() {}

  /// The values by their keys in lower case; empty when a field is not `key=value`.
  public static Optional<Map<String, String>> read(String text) {
    Map<String, String> options = new LinkedHashMap<>();
    Matcher matcher = FIELD.matcher(text);
    while (matcher.find()) {
      String field =
          matcher.group(1) == null ? matcher.group(2) : matcher.group(1).replace("\"\"", "\"");
      int equals = field.indexOf('=');
      if (equals <= 0) {
        return Optional.empty();
      }
      options.put(
          field.substring(0, equals).strip().toLowerCase(Locale.ROOT), field.substring(equals + 1));
      if (matcher.group(3).isEmpty()) {
        return Optional.of(options);
      }
    }
    return Optional.empty();
  }
}
