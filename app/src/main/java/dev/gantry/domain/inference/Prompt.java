package dev.gantry.domain.inference;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is asked of the model.
///
/// @param text the user's words; the service applies the model's chat template
/// @param maxTokens bound of the answer, in tokens
/// @param temperature 0 for the most likely token always
/// @param seed for repeatable sampling
/// @param stop texts that end the answer
/// @param deadline how long the whole answer may take
public record Prompt(
    String text,
    int maxTokens,
    double temperature,
    Optional<Long> seed,
    List<String> stop,
    Duration deadline) {
  public Prompt {
    stop = List.copyOf(stop);
  }
}
