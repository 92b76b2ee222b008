package dev.gantry.adapter.llm;

import dev.gantry.domain.inference.FinishReason;
import dev.gantry.domain.inference.Prompt;
import dev.gantry.llm.v1.ChatInput;
import dev.gantry.llm.v1.ChatMessage;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.Role;
import dev.gantry.llm.v1.SamplingParameters;
import java.time.Duration;

/// Values of the domain as messages of `gantry.llm.v1`, and back.
final class Messages {

  private Messages() {}

  /// A prompt as a chat of one message; the seed's lower 32 bits are used.
  static GenerateRequest request(Prompt prompt) {
    SamplingParameters.Builder sampling =
        SamplingParameters.newBuilder().setTemperature((float) prompt.temperature());
    prompt.seed().ifPresent(seed -> sampling.setSeed(seed.intValue()));
    return GenerateRequest.newBuilder()
        .setChat(
            ChatInput.newBuilder()
                .addMessages(
                    ChatMessage.newBuilder().setRole(Role.ROLE_USER).setContent(prompt.text())))
        .setSampling(sampling)
        .setMaxTokens(prompt.maxTokens())
        .addAllStop(prompt.stop())
        .build();
  }

  static Duration duration(com.google.protobuf.Duration duration) {
    return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
  }

  static FinishReason reason(dev.gantry.llm.v1.FinishReason reason) {
    return switch (reason) {
      case FINISH_REASON_END_OF_TEXT -> FinishReason.END_OF_TEXT;
      case FINISH_REASON_STOP_STRING -> FinishReason.STOP_TEXT;
      case FINISH_REASON_MAX_TOKENS -> FinishReason.MAX_TOKENS;
      case FINISH_REASON_CONTEXT_FULL -> FinishReason.CONTEXT_FULL;
      case FINISH_REASON_UNSPECIFIED, UNRECOGNIZED -> FinishReason.OTHER;
    };
  }
}
