package dev.gantry.llm.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Turns the text of options into values. Where that fails it notes the problem and goes on with
/// the default, so that all problems are found.
final class OptionParser {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  private final Map<Option, String> values;
  private final List<String> problems;

  OptionParser(Map<Option, String> values, List<String> problems) {
    this.values = values;
    this.problems = problems;
  }

  String text(Option option) {
    return values.getOrDefault(option, option.defaultValue());
  }

  int integer(Option option, int least, int most) {
    // not formatted: for that the JDK looks for locales in every jar, and each start comes along
    // here
    return integer(option, least, most, "a whole number from " + least + " to " + most);
  }

  /// @param expected what is told where it is something else
  int integer(Option option, int least, int most, String expected) {
    try {
      int value = Integer.parseInt(text(option));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException _) {
      // told below
    }
    note(option, expected);
    return least;
  }

  boolean bool(Option option) {
    String value = text(option);
    if (!value.equals("true") && !value.equals("false")) {
      note(option, "true or false");
    }
    return value.equals("true");
  }

  Duration duration(Option option) {
    Matcher matcher = DURATION.matcher(text(option));
    if (!matcher.matches()) {
      note(option, "a duration such as 500ms, 30s or 5m");
      matcher = DURATION.matcher(option.defaultValue());
      matcher.matches();
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  <E extends Enum<E>> E choice(Option option, Class<E> type) {
    for (E value : type.getEnumConstants()) {
      if (lowerCase(value).equals(text(option))) {
        return value;
      }
    }
    note(
        option,
        Stream.of(type.getEnumConstants())
            .map(OptionParser::lowerCase)
            .collect(Collectors.joining(", ", "one of ", "")));
    return Enum.valueOf(type, option.defaultValue().toUpperCase(Locale.ROOT));
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private void note(Option option, String expected) {
    problems.add(
        "%s (%s) is \"%s\"; it must be %s."
            .formatted(option.flag(), option.variable(), text(option), expected));
  }
}
