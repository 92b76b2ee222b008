package dev.gantry.llm.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.gantry.llm.grammar.Grammar;
import dev.gantry.llm.model.Decoder;
import dev.gantry.llm.model.DecoderSettings;
import dev.gantry.llm.model.DecodingException;
import dev.gantry.llm.model.ModelException;
import dev.gantry.llm.model.SamplingParameters;
import dev.gantry.llm.model.TokenBatch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A llama.cpp context. Checks in Java all that the library answers with the end of the process.
final class LlamaDecoder implements Decoder {
  private static final int DECODED = 0;
  private static final int ABORTED = 2;

  private final LlamaLibrary library;
  private final DecoderSettings settings;
  private final Vocabulary vocabulary;
  private final Arena arena;
  private final AbortSignal abortSignal;
  private final MemorySegment context;
  private final MemorySegment memory;
  private final NativeBatch batch;

  /// Tokens in each sequence, which is the position of its next one.
  private int[] lengths;

  private final BitSet outputRows = new BitSet();

  private LlamaDecoder(
      LlamaLibrary library,
      DecoderSettings settings,
      Vocabulary vocabulary,
      Arena arena,
      AbortSignal abortSignal,
      MemorySegment context) {
    this.library = library;
    this.settings = settings;
    this.vocabulary = vocabulary;
    this.arena = arena;
    this.abortSignal = abortSignal;
    this.context = context;
    memory = library.contexts().memory(context);
    batch = new NativeBatch(arena, settings.batchTokens());
    lengths = new int[settings.sequences()];
  }

  static LlamaDecoder create(
      LlamaLibrary library, MemorySegment model, Vocabulary vocabulary, DecoderSettings settings)
      throws ModelException {
    Arena arena = Arena.ofShared();
    AbortSignal abortSignal = new AbortSignal(arena);
    library.log().takeErrors();
    MemorySegment context =
        library.contexts().create(model, params(library, arena, abortSignal, settings));
    if (context.equals(MemorySegment.NULL)) {
      arena.close();
      throw new ModelException(
          "A context of %d x %d tokens could not be created: %s. Lower context-tokens or slots."
              .formatted(
                  settings.sequences(), settings.contextTokens(), library.log().takeErrors()));
    }
    if (library.contexts().memory(context).equals(MemorySegment.NULL)
        || library.contexts().sequenceTokens(context) < settings.contextTokens()) {
      library.contexts().free(context);
      arena.close();
      throw new ModelException(
          "The model keeps no memory of %d tokens for each of %d texts: it does not generate text."
              .formatted(settings.contextTokens(), settings.sequences()));
    }
    return new LlamaDecoder(library, settings, vocabulary, arena, abortSignal, context);
  }

  private static MemorySegment params(
      LlamaLibrary library, Arena arena, AbortSignal abortSignal, DecoderSettings settings) {
    MemorySegment params = library.contexts().defaultParams(arena);
    setInt(params, "n_ctx", Math.multiplyExact(settings.contextTokens(), settings.sequences()));
    setInt(params, "n_batch", settings.batchTokens());
    setInt(params, "n_ubatch", settings.batchTokens());
    setInt(params, "n_seq_max", settings.sequences());
    // one row to sample from for each sequence: the default reserves one for every token
    setInt(params, "n_outputs_max", settings.sequences());
    setInt(params, "n_threads", settings.threads());
    setInt(params, "n_threads_batch", settings.threads());
    params.set(ADDRESS, offset("abort_callback"), abortSignal.callback());
    params.set(JAVA_BOOLEAN, offset("offload_kqv"), false);
    params.set(JAVA_BOOLEAN, offset("op_offload"), false);
    return params;
  }

  private static void setInt(MemorySegment params, String field, int value) {
    params.set(JAVA_INT, offset(field), value);
  }

  private static long offset(String field) {
    return Layouts.offset(Layouts.CONTEXT_PARAMS, field);
  }

  @Override
  public int contextTokens() {
    return settings.contextTokens();
  }

  @Override
  public Outcome decode(TokenBatch tokens, BooleanSupplier abort) throws DecodingException {
    int[] lengthsAfter = lengthsAfter(tokens);
    outputRows.clear();
    batch.fill(tokens);
    abortSignal.listenTo(abort);
    int result = library.contexts().decode(context, batch.struct());
    return switch (result) {
      case DECODED -> {
        lengths = lengthsAfter;
        for (int row = 0; row < tokens.size(); row++) {
          outputRows.set(row, tokens.output(row));
        }
        yield Outcome.DECODED;
      }
      case ABORTED -> Outcome.ABORTED;
      default ->
          throw new DecodingException(
              "llama_decode returned %d: %s".formatted(result, library.log().takeErrors()));
    };
  }

  /// Checks every token of a batch.
  private int[] lengthsAfter(TokenBatch tokens) {
    if (tokens.size() == 0 || tokens.size() > settings.batchTokens()) {
      throw new IllegalArgumentException(
          "a batch of %d tokens; from 1 to %d are possible"
              .formatted(tokens.size(), settings.batchTokens()));
    }
    int[] next = lengths.clone();
    for (int row = 0; row < tokens.size(); row++) {
      int sequence = checkedSequence(tokens.sequence(row));
      int position = tokens.position(row);
      checkToken(tokens.token(row));
      if (position != next[sequence]++ || position >= settings.contextTokens()) {
        throw new IllegalArgumentException(
            "position %d in sequence %d, which goes on at %d of %d"
                .formatted(position, sequence, next[sequence] - 1, settings.contextTokens()));
      }
    }
    return next;
  }

  @Override
  public Sampler newSampler(
      SamplingParameters parameters, int seed, int[] prompt, @Nullable Grammar grammar) {
    LlamaSampler sampler = LlamaSampler.create(this, parameters, seed, prompt);
    if (grammar == null) {
      return sampler;
    }
    try {
      return GrammarSampler.create(this, vocabulary, sampler, grammar);
    } catch (RuntimeException e) {
      sampler.close();
      throw e;
    }
  }

  @Override
  public float logProbability(int row, int token) {
    checkToken(token);
    MemorySegment logits = logits(row);
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < vocabularyTokens(); i++) {
      largest = Math.max(largest, logits.getAtIndex(JAVA_FLOAT, i));
    }
    double sum = 0;
    for (int i = 0; i < vocabularyTokens(); i++) {
      sum += Math.exp(logits.getAtIndex(JAVA_FLOAT, i) - largest);
    }
    return (float) (logits.getAtIndex(JAVA_FLOAT, token) - largest - Math.log(sum));
  }

  @Override
  public void clear(int sequence) {
    library.contexts().removeSequence(memory, checkedSequence(sequence));
    lengths[sequence] = 0;
  }

  @Override
  public boolean keep(int sequence, int tokens) {
    if (tokens < 0 || tokens > lengths[checkedSequence(sequence)]) {
      throw new IllegalArgumentException(
          "%d tokens of the %d of sequence %d".formatted(tokens, lengths[sequence], sequence));
    }
    if (!library.contexts().removeFrom(memory, sequence, tokens)) {
      return false;
    }
    lengths[sequence] = tokens;
    return true;
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      library.contexts().free(context);
      arena.close();
    }
  }

  SamplerFunctions samplers() {
    return library.samplers();
  }

  int vocabularyTokens() {
    return vocabulary.size();
  }

  /// The scores of all tokens at an output row; valid until the next batch.
  MemorySegment logits(int row) {
    checkOutputRow(row);
    return library.contexts().logits(context, row, vocabularyTokens());
  }

  int sample(MemorySegment chain, int row) {
    checkOutputRow(row);
    return library.samplers().sample(chain, context, row);
  }

  private void checkToken(int token) {
    if (token < 0 || token >= vocabularyTokens()) {
      throw new IllegalArgumentException(
          "no token " + token + " in a vocabulary of " + vocabularyTokens());
    }
  }

  private int checkedSequence(int sequence) {
    if (sequence < 0 || sequence >= lengths.length) {
      throw new IllegalArgumentException("no sequence " + sequence + " of " + lengths.length);
    }
    return sequence;
  }

  private void checkOutputRow(int row) {
    if (row < 0 || !outputRows.get(row)) {
      throw new IllegalArgumentException("row " + row + " of the last batch has no output");
    }
  }
}
