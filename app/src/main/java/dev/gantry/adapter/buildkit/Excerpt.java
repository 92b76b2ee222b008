package dev.gantry.adapter.buildkit;

import dev.gantry.domain.image.LineRange;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A few lines of a Dockerfile with their numbers, around those of an instruction.
final class Excerpt {

  private static final int LINES_BEFORE = 2;
  private static final int LINES_AFTER = 1;
  private static final int MAX_LINES = 20;

  private Excerpt() {}

  /// Empty where the place is not known.
  static String of(ErrorDetails.Source source) {
    return source.lines().map(lines -> of(source.text(), lines)).orElse("");
  }

  private static String of(List<String> text, LineRange lines) {
    int first = Math.max(1, lines.first() - LINES_BEFORE);
    int last = Math.min(text.size(), lines.last() + LINES_AFTER);
    return IntStream.rangeClosed(first, last)
        .limit(MAX_LINES)
        .mapToObj(number -> "%4d | %s".formatted(number, text.get(number - 1)).stripTrailing())
        .collect(Collectors.joining("\n"));
  }
}
