package dev.gantry.llm.generation;

import dev.gantry.llm.grammar.Grammar;
import dev.gantry.llm.model.ChatMessage;
import dev.gantry.llm.model.PromptText;
import dev.gantry.llm.model.SamplingParameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What to generate, and how.
///
/// @param seed of the random choice
/// @param maxTokens most tokens to generate; [#UNLIMITED] for as many as the context has room for
/// @param stop strings before which the text ends
/// @param logProbabilities whether each token carries its log probability
/// @param grammar that the text follows; null for any text
/// @param contextTokens most tokens of prompt and answer together, within those of the engine
/// @param conversation that this goes on with; null for none
public record GenerationRequest(
    Input input,
    SamplingParameters sampling,
    int seed,
    int maxTokens,
    List<String> stop,
    boolean logProbabilities,
    @Nullable Grammar grammar,
    int contextTokens,
    @Nullable String conversation) {

  public static final int UNLIMITED = Integer.MAX_VALUE;

  public GenerationRequest {
    if (maxTokens < 1) {
      throw new IllegalArgumentException("max_tokens must be at least 1");
    }
    stop = List.copyOf(stop);
  }

  /// A request of its own, with all the context that there is.
  public GenerationRequest(
      Input input,
      SamplingParameters sampling,
      int seed,
      int maxTokens,
      List<String> stop,
      boolean logProbabilities,
      @Nullable Grammar grammar) {
    this(input, sampling, seed, maxTokens, stop, logProbabilities, grammar, UNLIMITED, null);
  }

  /// The same request with another input.
  public GenerationRequest withInput(Input other) {
    return new GenerationRequest(
        other,
        sampling,
        seed,
        maxTokens,
        stop,
        logProbabilities,
        grammar,
        contextTokens,
        conversation);
  }

  /// The same request as part of a conversation.
  public GenerationRequest within(String name, int tokens) {
    return new GenerationRequest(
        input, sampling, seed, maxTokens, stop, logProbabilities, grammar, tokens, name);
  }

  /// What the model continues.
  public sealed interface Input {

    /// Text as it is.
    record Text(PromptText text) implements Input {}

    /// Messages for the model's chat template.
    record Chat(List<ChatMessage> messages) implements Input {
      public Chat {
        messages = List.copyOf(messages);
      }
    }
  }
}
