package dev.gantry.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads durations such as `500ms`, `90s`, `5m`, `1h30m`.
final class DurationConverter implements ITypeConverter<Duration> {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)s)?(?:(\\d+)ms)?");

  @Override
  public Duration convert(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException("'%s' is no duration such as 90s or 5m".formatted(text));
    }
    try {
      Duration duration =
          Duration.ofHours(part(matcher, 1))
              .plusMinutes(part(matcher, 2))
              .plusSeconds(part(matcher, 3))
              .plusMillis(part(matcher, 4));
      if (duration.isZero()) {
        throw new TypeConversionException("'%s' is not longer than nothing".formatted(text));
      }
      return duration;
    } catch (ArithmeticException | NumberFormatException _) {
      throw new TypeConversionException("'%s' is too long".formatted(text));
    }
  }

  private static long part(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
