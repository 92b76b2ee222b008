package dev.gantry.llm.generation;

import java.time.Duration;

/// Why a generation was refused or broke off.
public sealed interface GenerationFailure {

  /// The prompt has no tokens.
  record EmptyPrompt() implements GenerationFailure {}

  /// The prompt leaves no room in the context.
  ///
  /// @param promptTokens how many it has, or at least has
  /// @param exact false where the text was so long that it was not even split into tokens
  record PromptTooLong(int promptTokens, boolean exact, int contextTokens)
      implements GenerationFailure {}

  /// The model's chat template is missing or not known.
  record UnknownChatTemplate() implements GenerationFailure {}

  /// As many requests wait as may.
  ///
  /// @param retryAfter when a place is likely to be free
  record QueueFull(int queue, Duration retryAfter) implements GenerationFailure {}

  /// The engine is shutting down.
  record Draining() implements GenerationFailure {}

  /// Another model takes the place of this one.
  record ModelReplaced() implements GenerationFailure {}

  /// The model leaves, and none takes its place.
  record ModelUnloaded() implements GenerationFailure {}

  /// The client did not read.
  record Stalled(Duration timeout) implements GenerationFailure {}

  /// The model could not be computed.
  record Broken(String detail) implements GenerationFailure {}
}
