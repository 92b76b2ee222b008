package dev.gantry.llm.model;

/// How a decoder is set up.
///
/// @param sequences how many texts it holds side by side
/// @param contextTokens how many tokens one sequence holds
/// @param batchTokens how many tokens one call of [Decoder#decode] takes
/// @param threads how many threads compute
public record DecoderSettings(int sequences, int contextTokens, int batchTokens, int threads) {

  public DecoderSettings {
    if (sequences < 1 || contextTokens < 1 || batchTokens < sequences || threads < 1) {
      throw new IllegalArgumentException(
          "sequences %d, context %d, batch %d, threads %d"
              .formatted(sequences, contextTokens, batchTokens, threads));
    }
  }
}
