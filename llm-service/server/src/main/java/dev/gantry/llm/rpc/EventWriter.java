package dev.gantry.llm.rpc;

import dev.gantry.llm.generation.FinishReason;
import dev.gantry.llm.generation.GenerationEvent;
import dev.gantry.llm.generation.Timings;
import dev.gantry.llm.v1.Citation;
import dev.gantry.llm.v1.Finished;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.Queued;
import dev.gantry.llm.v1.Started;
import dev.gantry.llm.v1.Token;
import java.time.Duration;
import java.util.List;

/// Events of the engine as messages of the protocol.
final class EventWriter {
  private EventWriter() {}

  /// @param citations of what is in the prompt
  /// @param droppedTurns of the conversation, which are not
  static GenerateResponse response(
      GenerationEvent event, List<Citation> citations, int droppedTurns) {
    GenerateResponse.Builder response = GenerateResponse.newBuilder();
    return switch (event) {
      case GenerationEvent.Queued(int position) ->
          response.setQueued(Queued.newBuilder().setPosition(position)).build();
      case GenerationEvent.Started(int promptTokens, int seed) ->
          response
              .setStarted(
                  Started.newBuilder()
                      .setPromptTokens(promptTokens)
                      .setSeed(seed)
                      .addAllCitations(citations)
                      .setDroppedTurns(droppedTurns))
              .build();
      case GenerationEvent.Token token -> response.setToken(token(token)).build();
      case GenerationEvent.Finished finished -> response.setFinished(finished(finished)).build();
    };
  }

  private static Token token(GenerationEvent.Token token) {
    Token.Builder message = Token.newBuilder().setText(token.text()).setId(token.id());
    if (token.logProbability() != null) {
      message.setLogprob(token.logProbability());
    }
    return message.build();
  }

  private static Finished finished(GenerationEvent.Finished finished) {
    Finished.Builder message =
        Finished.newBuilder()
            .setReason(reason(finished.reason()))
            .setPromptTokens(finished.promptTokens())
            .setGeneratedTokens(finished.generatedTokens())
            .setTimings(timings(finished.timings()));
    if (finished.reason() instanceof FinishReason.StopString(String stop)) {
      message.setStop(stop);
    }
    return message.build();
  }

  private static dev.gantry.llm.v1.FinishReason reason(FinishReason reason) {
    return switch (reason) {
      case FinishReason.EndOfText _ -> dev.gantry.llm.v1.FinishReason.FINISH_REASON_END_OF_TEXT;
      case FinishReason.StopString _ -> dev.gantry.llm.v1.FinishReason.FINISH_REASON_STOP_STRING;
      case FinishReason.MaxTokens _ -> dev.gantry.llm.v1.FinishReason.FINISH_REASON_MAX_TOKENS;
      case FinishReason.ContextFull _ -> dev.gantry.llm.v1.FinishReason.FINISH_REASON_CONTEXT_FULL;
    };
  }

  private static dev.gantry.llm.v1.Timings timings(Timings timings) {
    return dev.gantry.llm.v1.Timings.newBuilder()
        .setQueued(duration(timings.queued()))
        .setPrompt(duration(timings.prompt()))
        .setDecode(duration(timings.decode()))
        .build();
  }

  static com.google.protobuf.Duration duration(Duration duration) {
    return com.google.protobuf.Duration.newBuilder()
        .setSeconds(duration.toSeconds())
        .setNanos(duration.toNanosPart())
        .build();
  }
}
