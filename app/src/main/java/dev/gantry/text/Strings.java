package dev.gantry.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Format;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/// The words that users read, from `strings.properties`.
///
/// Every value is a [MessageFormat] pattern. Keys are written out in full where they are used, so
/// that a search finds them and a test can tell which are missing and which are not used any more.
public final class Strings {
  private static final String RESOURCE = "strings.properties";

  private final Map<String, String> patterns;

  private Strings(Map<String, String> patterns) {
    this.patterns = Map.copyOf(patterns);
  }

  /// Reads the strings of the app.
  public static Strings load() {
    Properties properties = new Properties();
    try (InputStream stream = Strings.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException("not in the class path: " + RESOURCE);
      }
      properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(
        properties.stringPropertyNames().stream()
            .collect(Collectors.toMap(key -> key, properties::getProperty)));
  }

  static Strings of(Map<String, String> patterns) {
    return new Strings(patterns);
  }

  /// Returns the words of `key` with its arguments filled in. Numbers in a plain `{0}` appear as
  /// they are, without grouping: ports and process ids are not amounts.
  ///
  /// @throws IllegalArgumentException if there is no such key, or it takes another number of
  ///   arguments
  public String text(String key, Object... arguments) {
    String pattern = patterns.get(key);
    if (pattern == null) {
      throw new IllegalArgumentException("no text for key " + key);
    }
    MessageFormat message = new MessageFormat(pattern, Locale.ROOT);
    Format[] formats = message.getFormatsByArgumentIndex();
    if (formats.length != arguments.length) {
      throw new IllegalArgumentException(
          "%s takes %d arguments, not %d".formatted(key, formats.length, arguments.length));
    }
    Object[] values = new Object[arguments.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = formats[i] == null ? String.valueOf(arguments[i]) : arguments[i];
    }
    return message.format(values);
  }

  Set<String> keys() {
    return patterns.keySet();
  }

  Map<String, String> patterns() {
    return patterns;
  }
}
