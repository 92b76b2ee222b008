package dev.gantry.llm.generation;

/// Why a generation ended by itself.
public sealed interface FinishReason {

  /// The model ended its text.
  record EndOfText() implements FinishReason {}

  /// A stop string occurred.
  record StopString(String stop) implements FinishReason {}

  /// As many tokens as asked for were generated.
  record MaxTokens() implements FinishReason {}

  /// There is no room for another token.
  record ContextFull() implements FinishReason {}
}
