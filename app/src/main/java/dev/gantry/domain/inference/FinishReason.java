package dev.gantry.domain.inference;

/// Why an answer ended.
public enum FinishReason {
  /// The model ended its text.
  END_OF_TEXT,
  /// A stop text occurred.
  STOP_TEXT,
  /// The answer has as many tokens as were allowed.
  MAX_TOKENS,
  /// Prompt and answer fill the model's context.
  CONTEXT_FULL,
  /// The user stopped it.
  CANCELLED,
  /// The service gave a reason that this client does not know.
  OTHER
}
