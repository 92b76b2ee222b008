package dev.gantry.cli;

import dev.gantry.text.Percent;
import dev.gantry.text.Sizes;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// The most of something that a budget allows.
sealed interface Limit {

  /// Whether `bytes` of `whole` are more than this.
  boolean isExceeded(long bytes, long whole);

  /// As a person writes it.
  String text();

  /// An amount.
  record Size(long bytes) implements Limit {
    @Override
    public boolean isExceeded(long amount, long whole) {
      return amount > bytes;
    }

    @Override
    public String text() {
      return Sizes.format(bytes);
    }
  }

  /// A part of the whole.
  record Share(double percent) implements Limit {
    @Override
    public boolean isExceeded(long amount, long whole) {
      return whole == 0 ? amount > 0 : 100.0 * amount / whole > percent;
    }

    @Override
    public String text() {
      return Percent.format(percent / 100);
    }
  }

  /// Reads limits such as `200MB`, `1.5 GiB`, `512` (bytes) and `5%`.
  final class Converter implements ITypeConverter<Limit> {
    private static final Pattern FORM =
        Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?) ?(%|[kmgt]?i?b?)", Pattern.CASE_INSENSITIVE);

    @Override
    public Limit convert(String text) {
      Matcher matcher = FORM.matcher(text.strip());
      if (!matcher.matches()) {
        throw new TypeConversionException("'%s' is no limit such as 200MB or 5%%".formatted(text));
      }
      double amount = Double.parseDouble(matcher.group(1));
      String unit = matcher.group(2);
      return unit.equals("%")
          ? new Share(amount)
          : new Size(SizeConverter.bytes(amount, unit, text));
    }
  }

  /// Reads sizes such as `200MB`, in the units of the Docker CLI: decimal, or binary with an `i`.
  final class SizeConverter implements ITypeConverter<Size> {
    private static final Map<String, Long> UNITS =
        Map.of(
            "", 1L,
            "k", 1_000L,
            "m", 1_000_000L,
            "g", 1_000_000_000L,
            "t", 1_000_000_000_000L,
            "ki", 1L << 10,
            "mi", 1L << 20,
            "gi", 1L << 30,
            "ti", 1L << 40);

    @Override
    public Size convert(String text) {
      if (new Converter().convert(text) instanceof Size size) {
        return size;
      }
      throw new TypeConversionException("'%s' is no size such as 200MB".formatted(text));
    }

    private static long bytes(double amount, String unit, String text) {
      String name = unit.toLowerCase(Locale.ROOT).replace("b", "");
      Long factor = UNITS.get(name);
      if (factor == null) {
        throw new TypeConversionException("'%s' is no size such as 200MB".formatted(text));
      }
      return Math.round(amount * factor);
    }
  }
}
