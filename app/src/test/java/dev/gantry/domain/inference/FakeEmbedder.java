package dev.gantry.domain.inference;

import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes vectors of two numbers, how many vowels a text has and how many other letters, and reads
/// no more than eight words.
public final class FakeEmbedder implements Embedder {
  private static final int MOST_WORDS = 8;

  private final List<List<String>> asked = new ArrayList<>();
  private final List<ServiceEndpoint> endpoints = new ArrayList<>();
  private Optional<Problem> problem = Optional.empty();

  /// Lets every call from now on fail.
  public void failWith(Problem next) {
    problem = Optional.of(next);
  }

  /// The texts of each call so far, oldest first.
  public List<List<String>> asked() {
    return List.copyOf(asked);
  }

  /// Who was asked each time, oldest first.
  public List<ServiceEndpoint> endpoints() {
    return List.copyOf(endpoints);
  }

  @Override
  public Answer embed(ServiceEndpoint endpoint, List<String> texts, Duration deadline) {
    asked.add(List.copyOf(texts));
    endpoints.add(endpoint);
    if (problem.isPresent()) {
      throw new GantryException(problem.get());
    }
    return new Answer("fake-model", "fake", texts.stream().map(FakeEmbedder::embedding).toList());
  }

  private static Embedding embedding(String text) {
    long letters = text.chars().filter(Character::isLetter).count();
    long vowels = text.chars().filter(letter -> "aeiou".indexOf(letter) >= 0).count();
    int words = text.isBlank() ? 0 : text.strip().split("\\s+").length;
    return new Embedding(
        List.of((float) vowels, (float) (letters - vowels)),
        Math.min(words, MOST_WORDS),
        words > MOST_WORDS);
  }
}
