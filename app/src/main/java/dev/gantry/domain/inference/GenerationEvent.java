package dev.gantry.domain.inference;

import dev.gantry.domain.problem.Problem;
import java.time.Instant;

/// One thing that happens to a request; `at` is the client's clock.
public sealed interface GenerationEvent {
  Instant at();

  /// Waits for a free slot with `ahead` requests before it.
  record Queued(Instant at, int ahead) implements GenerationEvent {}

  /// The model works on the prompt.
  record Started(Instant at, int promptTokens) implements GenerationEvent {}

  /// A further piece of the answer.
  record Token(Instant at, String text) implements GenerationEvent {}

  /// The answer has ended.
  ///
  /// @param answerTokens tokens that the model made, a token that only ends the text included
  record Finished(Instant at, FinishReason reason, int answerTokens) implements GenerationEvent {}

  record Failed(Instant at, Problem problem) implements GenerationEvent {}
}
