package dev.gantry.llm.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;

/// Functions of sampler chains. A chain owns the samplers added to it.
final class SamplerFunctions {
  /// How many tokens a probability filter leaves at least.
  private static final long MIN_KEEP = 1;

  private final NativeFunction chain;
  private final NativeFunction add;
  private final NativeFunction penalties;
  private final NativeFunction topK;
  private final NativeFunction topP;
  private final NativeFunction minP;
  private final NativeFunction temperature;
  private final NativeFunction distribution;
  private final NativeFunction greedy;
  private final NativeFunction grammar;
  private final NativeFunction apply;
  private final NativeFunction accept;
  private final NativeFunction sample;
  private final NativeFunction free;

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
      return (MemorySegment) chain.handle().invokeExact(params);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  void addPenalties(MemorySegment chain, int vocabularyTokens, int lastTokens, float repeat) {
    try {
      add.handle()
          .invokeExact(
              chain,
              (MemorySegment)
                  penalties.handle().invokeExact(vocabularyTokens, lastTokens, repeat, 0f, 0f));
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  void addTopK(MemorySegment chain, int k) {
    try {
      add.handle().invokeExact(chain, (MemorySegment) topK.handle().invokeExact(k));
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  void addTopP(MemorySegment chain, float p) {
    try {
      add.handle().invokeExact(chain, (MemorySegment) topP.handle().invokeExact(p, MIN_KEEP));
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  void addMinP(MemorySegment chain, float p) {
    try {
      add.handle().invokeExact(chain, (MemorySegment) minP.handle().invokeExact(p, MIN_KEEP));
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  void addTemperature(MemorySegment chain, float value) {
    try {
      add.handle().invokeExact(chain, (MemorySegment) temperature.handle().invokeExact(value));
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// Chooses at random; a chain needs this one or [#addGreedy] as its last.
  void addDistribution(MemorySegment chain, int seed) {
    try {
      add.handle().invokeExact(chain, (MemorySegment) distribution.handle().invokeExact(seed));
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  void addGreedy(MemorySegment chain) {
    try {
      add.handle().invokeExact(chain, (MemorySegment) greedy.handle().invokeExact());
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// A sampler that forbids what a grammar does not allow; NULL where the text of the grammar is
  /// not well-formed. A nesting of tens of thousands ends the process.
  MemorySegment newGrammar(MemorySegment vocabulary, String gbnf, String root) {
    try (Arena arena = Arena.ofConfined()) {
      return (MemorySegment)
          grammar
              .handle()
              .invokeExact(vocabulary, arena.allocateFrom(gbnf), arena.allocateFrom(root));
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// Changes an array of candidates (llama_token_data_array) as the sampler does.
  void apply(MemorySegment sampler, MemorySegment candidates) {
    try {
      apply.handle().invokeExact(sampler, candidates);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// Remembers a token. One that a grammar forbids ends the process.
  void accept(MemorySegment chain, int token) {
    try {
      accept.handle().invokeExact(chain, token);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// Chooses a token and accepts it. The row must be an output row of the last batch, and the chain
  /// must end with a choice: otherwise the process ends.
  int sample(MemorySegment chain, MemorySegment context, int row) {
    try {
      return (int) sample.handle().invokeExact(chain, context, row);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }

  /// Frees the chain and the samplers in it.
  void free(MemorySegment chain) {
    try {
      free.handle().invokeExact(chain);
    } catch (Throwable e) {
      throw NativeLibraries.unexpected(e);
    }
  }
}
