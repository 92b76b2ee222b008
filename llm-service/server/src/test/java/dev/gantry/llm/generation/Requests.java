package dev.gantry.llm.generation;

import dev.gantry.llm.generation.GenerationRequest.Input;
import dev.gantry.llm.model.PromptText;
import dev.gantry.llm.model.SamplingParameters;
import java.util.List;

/// Requests for tests: greedy, without stop strings, unlimited.
public final class Requests {
  private Requests() {}

  public static GenerationRequest text(String prompt) {
    return text(prompt, GenerationRequest.UNLIMITED);
  }

  public static GenerationRequest text(String prompt, int maxTokens, String... stop) {
    return new GenerationRequest(
        new Input.Text(PromptText.of(prompt)),
        SamplingParameters.GREEDY,
        7,
        maxTokens,
        List.of(stop),
        false,
        null);
  }
}
