package dev.gantry.llm.generation;

import org.jspecify.annotations.Nullable;

/// What happens in a generation, in this order: one Queued, one Started, a Token each, one
/// Finished.
public sealed interface GenerationEvent {

  /// The request was accepted.
  ///
  /// @param position number of requests that wait before it
  record Queued(int position) implements GenerationEvent {}

  /// The request has a slot, and its prompt is being processed.
  record Started(int promptTokens, int seed) implements GenerationEvent {}

  /// A token was sampled.
  ///
  /// @param text that became final with it: whole characters, nothing that may begin a stop string
  /// @param logProbability set when asked for
  record Token(String text, int id, @Nullable Float logProbability) implements GenerationEvent {}

  /// The generation ended by itself.
  record Finished(FinishReason reason, int promptTokens, int generatedTokens, Timings timings)
      implements GenerationEvent {}
}
