package dev.gantry.llm.model;

import java.util.List;
import java.util.stream.Collectors;

/// A text for a model, in parts that follow each other.
public record PromptText(List<Part> parts) {

  public PromptText {
    parts = List.copyOf(parts);
  }

  /// A stretch of the text.
  ///
  /// @param literal whether it is taken as it is: no control token is recognised in it, nor one
  ///   that only begins or ends in it
  public record Part(String text, boolean literal) {}

  /// A text in which control tokens are recognised.
  public static PromptText of(String text) {
    return new PromptText(List.of(new Part(text, false)));
  }

  /// Number of UTF-16 units.
  public int length() {
    return parts.stream().mapToInt(part -> part.text().length()).sum();
  }

  /// The whole text.
  public String text() {
    return parts.stream().map(Part::text).collect(Collectors.joining());
  }
}
