package dev.gantry.text;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// Puts the pieces of a place or a cause together.
final class Places {

  private Places() {}

  /// `file:line`, which editors and terminals open; the file alone where no line is known.
  static String line(String file, Optional<Integer> line) {
    return line.map(number -> file + ":" + number).orElse(file);
  }

  /// The parts that are not empty, with a comma between them.
  static String list(String... parts) {
    return Arrays.stream(parts).filter(part -> !part.isBlank()).collect(Collectors.joining(", "));
  }

  /// The texts that are not empty, with an empty line between them.
  static String paragraphs(String... texts) {
    return Arrays.stream(texts)
        .filter(text -> !text.isBlank())
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n\n"));
  }
}
