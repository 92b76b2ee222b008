package dev.gantry.ui.inference;

import dev.gantry.domain.inference.FinishReason;
import dev.gantry.domain.inference.Timings;
import dev.gantry.text.Durations;
import dev.gantry.text.Speeds;
import dev.gantry.text.Strings;

/// Words and numbers about an answer.
final class SpeedText {
  private final Strings strings;

  SpeedText(Strings strings) {
    this.strings = strings;
  }

  String timeToFirstToken(Timings timings) {
    return timings.timeToFirstToken().map(Durations::format).orElse(none());
  }

  String tokensPerSecond(Timings timings) {
    return timings.tokensPerSecond().map(Speeds::format).orElse(none());
  }

  String tokens(Timings timings) {
    return String.valueOf(timings.tokens());
  }

  String none() {
    return strings.text("inference.speed.none");
  }

  String state(AnswerState state) {
    return switch (state) {
      case AnswerState.Sent _ -> strings.text("inference.answer.sent");
      case AnswerState.Queued(int ahead) -> strings.text("inference.answer.queued", ahead);
      case AnswerState.Reading(int tokens) -> strings.text("inference.answer.reading", tokens);
      case AnswerState.Streaming _ -> strings.text("inference.answer.streaming");
      case AnswerState.Finished(FinishReason reason) -> reason(reason);
      case AnswerState.Failed _ -> strings.text("inference.answer.failed");
    };
  }

  private String reason(FinishReason reason) {
    return switch (reason) {
      case END_OF_TEXT -> strings.text("inference.reason.endOfText");
      case STOP_TEXT -> strings.text("inference.reason.stopText");
      case MAX_TOKENS -> strings.text("inference.reason.maxTokens");
      case CONTEXT_FULL -> strings.text("inference.reason.contextFull");
      case CANCELLED -> strings.text("inference.reason.cancelled");
      case OTHER -> strings.text("inference.reason.other");
    };
  }
}
