package dev.gantry.ui.inference;

import dev.gantry.domain.inference.FinishReason;
import dev.gantry.domain.problem.Problem;

/// How far an answer is.
public sealed interface AnswerState {
  /// Sent; nothing has come back yet.
  record Sent() implements AnswerState {}

  /// Waits for its turn behind `ahead` requests.
  record Queued(int ahead) implements AnswerState {}

  /// The model reads the prompt.
  record Reading(int promptTokens) implements AnswerState {}

  /// Tokens arrive.
  record Streaming() implements AnswerState {}

  record Finished(FinishReason reason) implements AnswerState {}

  record Failed(Problem problem) implements AnswerState {}
}
