package dev.gantry.llm.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Functions of sampler chains. A chain owns the samplers added to it.
final class SamplerFunctions {
  /// How many tokens a probability filter leaves at least.
  private static final long MIN_KEEP = 1;

  private final MethodHandle chain;
  private final MethodHandle add;
  private final MethodHandle penalties;
  private final MethodHandle topK;
  private final MethodHandle topP;
  private final MethodHandle minP;
  private final MethodHandle temperature;
  private final MethodHandle distribution;
  private final MethodHandle greedy;
  private final MethodHandle grammar;
  private final MethodHandle apply;
  private final MethodHandle accept;
  private final MethodHandle sample;
  private final MethodHandle free;

  SamplerFunctions(NativeLibraries libraries) {
    chain =
        libraries.function(
            "llama_sampler_chain_init",
            FunctionDescriptor.of(ADDRESS, Layouts.SAMPLER_CHAIN_PARAMS));
    add =
        libraries.function("llama_sampler_chain_add", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
    penalties =
        libraries.function(
            "llama_sampler_init_penalties",
            FunctionDescriptor.of(ADDRESS, JAVA_INT, JAVA_INT, JAVA_FLOAT, JAVA_FLOAT, JAVA_FLOAT));
    topK = libraries.function("llama_sampler_init_top_k", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    FunctionDescriptor filter = FunctionDescriptor.of(ADDRESS, JAVA_FLOAT, JAVA_LONG);
    topP = libraries.function("llama_sampler_init_top_p", filter);
    minP = libraries.function("llama_sampler_init_min_p", filter);
    temperature =
        libraries.function("llama_sampler_init_temp", FunctionDescriptor.of(ADDRESS, JAVA_FLOAT));
    distribution =
        libraries.function("llama_sampler_init_dist", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    greedy = libraries.function("llama_sampler_init_greedy", FunctionDescriptor.of(ADDRESS));
    grammar =
        libraries.function(
            "llama_sampler_init_grammar",
            FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    apply = libraries.function("llama_sampler_apply", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
    accept =
        libraries.function("llama_sampler_accept", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT));
    sample =
        libraries.function(
            "llama_sampler_sample", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    free = libraries.function("llama_sampler_free", FunctionDescriptor.ofVoid(ADDRESS));
  }

  MemorySegment newChain() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment params = arena.allocate(Layouts.SAMPLER_CHAIN_PARAMS);
      params.set(JAVA_BYTE, 0, (byte) 1);
      return (MemorySegment) chain.invokeExact(params);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  void addPenalties(MemorySegment chain, int vocabularyTokens, int lastTokens, float repeat) {
    try {
      add.invokeExact(
          chain,
          (MemorySegment) penalties.invokeExact(vocabularyTokens, lastTokens, repeat, 0f, 0f));
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  void addTopK(MemorySegment chain, int k) {
    try {
      add.invokeExact(chain, (MemorySegment) topK.invokeExact(k));
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  void addTopP(MemorySegment chain, float p) {
    try {
      add.invokeExact(chain, (MemorySegment) topP.invokeExact(p, MIN_KEEP));
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  void addMinP(MemorySegment chain, float p) {
    try {
      add.invokeExact(chain, (MemorySegment) minP.invokeExact(p, MIN_KEEP));
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  void addTemperature(MemorySegment chain, float value) {
    try {
      add.invokeExact(chain, (MemorySegment) temperature.invokeExact(value));
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// Chooses at random; a chain needs this one or [#addGreedy] as its last.
  void addDistribution(MemorySegment chain, int seed) {
    try {
      add.invokeExact(chain, (MemorySegment) distribution.invokeExact(seed));
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  void addGreedy(MemorySegment chain) {
    try {
      add.invokeExact(chain, (MemorySegment) greedy.invokeExact());
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// A sampler that forbids what a grammar does not allow; NULL where the text of the grammar is
  /// not well-formed. A nesting of tens of thousands ends the process.
  MemorySegment newGrammar(MemorySegment vocabulary, String gbnf, String root) {
    try (Arena arena = Arena.ofConfined()) {
      return (MemorySegment)
          grammar.invokeExact(vocabulary, arena.allocateFrom(gbnf), arena.allocateFrom(root));
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// Changes an array of candidates (llama_token_data_array) as the sampler does.
  void apply(MemorySegment sampler, MemorySegment candidates) {
    try {
      apply.invokeExact(sampler, candidates);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// Remembers a token. One that a grammar forbids ends the process.
  void accept(MemorySegment chain, int token) {
    try {
      accept.invokeExact(chain, token);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// Chooses a token and accepts it. The row must be an output row of the last batch, and the chain
  /// must end with a choice: otherwise the process ends.
  int sample(MemorySegment chain, MemorySegment context, int row) {
    try {
      return (int) sample.invokeExact(chain, context, row);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// Frees the chain and the samplers in it.
  void free(MemorySegment chain) {
    try {
      free.invokeExact(chain);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }
}
