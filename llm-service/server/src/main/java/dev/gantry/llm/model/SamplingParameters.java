package dev.gantry.llm.model;

/// How the next token is chosen from the model's distribution. The order is: repeat penalty, top-k,
/// top-p, min-p, temperature.
///
/// @param temperature divides the logits; 0 takes the most probable token
/// @param topK keeps the k most probable tokens; 0 keeps all
/// @param topP keeps the most probable tokens that sum up to this probability; 1 keeps all
/// @param minP keeps tokens at least this fraction as probable as the best one; 0 keeps all
/// @param repeatPenalty divides the score of tokens seen lately; 1 is off
/// @param repeatLastTokens how many of the last tokens the penalty looks at
public record SamplingParameters(
    float temperature,
    int topK,
    float topP,
    float minP,
    float repeatPenalty,
    int repeatLastTokens) {

  /// What a request without parameters gets.
  public static final SamplingParameters DEFAULTS =
      new SamplingParameters(0.8f, 40, 0.95f, 0.05f, 1f, 64);

  /// Always the most probable token.
  public static final SamplingParameters GREEDY = new SamplingParameters(0f, 0, 1f, 0f, 1f, 0);

  /// Written so that NaN fails each check, too.
  public SamplingParameters {
    require(temperature >= 0 && temperature <= 10, "temperature must be from 0 to 10");
    require(topK >= 0, "top_k must not be negative");
    require(topP > 0 && topP <= 1, "top_p must be above 0 and at most 1");
    require(minP >= 0 && minP <= 1, "min_p must be from 0 to 1");
    require(repeatPenalty > 0 && repeatPenalty <= 10, "repeat_penalty must be above 0, at most 10");
    require(repeatLastTokens >= 0, "repeat_last_n must not be negative");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
