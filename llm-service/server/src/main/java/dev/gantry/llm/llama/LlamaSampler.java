package dev.gantry.llm.llama;

import dev.gantry.llm.model.Decoder;
import dev.gantry.llm.model.SamplingParameters;
import java.lang.foreign.MemorySegment;

/// A sampler chain of llama.cpp.
final class LlamaSampler implements Decoder.Sampler {
  private final LlamaDecoder decoder;
  private final MemorySegment chain;
  private boolean closed;

  private LlamaSampler(LlamaDecoder decoder, MemorySegment chain) {
    this.decoder = decoder;
    this.chain = chain;
  }

  static LlamaSampler create(
      LlamaDecoder decoder, SamplingParameters parameters, int seed, int[] prompt) {
    SamplerFunctions functions = decoder.samplers();
    MemorySegment chain = functions.newChain();
    int lastTokens = Math.min(parameters.repeatLastTokens(), decoder.contextTokens());
    boolean penalised = parameters.repeatPenalty() != 1 && lastTokens > 0;
    if (penalised) {
      functions.addPenalties(
          chain, decoder.vocabularyTokens(), lastTokens, parameters.repeatPenalty());
    }
    if (parameters.temperature() == 0) {
      functions.addGreedy(chain);
    } else {
      addRandomChoice(functions, chain, parameters, seed);
    }
    if (penalised) {
      int first = Math.max(0, prompt.length - lastTokens);
      for (int i = first; i < prompt.length; i++) {
        functions.accept(chain, prompt[i]);
      }
    }
    return new LlamaSampler(decoder, chain);
  }

  private static void addRandomChoice(
      SamplerFunctions functions, MemorySegment chain, SamplingParameters parameters, int seed) {
    if (parameters.topK() > 0) {
      functions.addTopK(chain, parameters.topK());
    }
    if (parameters.topP() < 1) {
      functions.addTopP(chain, parameters.topP());
    }
    if (parameters.minP() > 0) {
      functions.addMinP(chain, parameters.minP());
    }
    functions.addTemperature(chain, parameters.temperature());
    functions.addDistribution(chain, seed);
  }

  @Override
  public int sample(int row) {
    if (closed) {
      throw new IllegalStateException("the sampler is closed");
    }
    return decoder.sample(chain, row);
  }

  /// Chooses from an array of candidates (llama_token_data_array) without remembering.
  void choose(MemorySegment candidates) {
    decoder.samplers().apply(chain, candidates);
  }

  void accept(int token) {
    decoder.samplers().accept(chain, token);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      decoder.samplers().free(chain);
    }
  }
}
