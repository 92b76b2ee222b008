package dev.gantry.llm.llama;

import dev.gantry.llm.grammar.Grammar;
import dev.gantry.llm.model.Decoder;
import dev.gantry.llm.model.DecodingException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Chooses tokens that follow a grammar and are well-formed UTF-8, which the library's grammars do
/// not look at. First without it: to ask the grammar about the whole vocabulary takes far longer
/// than about one token, and the model mostly keeps to it by itself.
///
/// The library ends the process where a forbidden token is accepted: none is that was not asked
/// about before.
final class GrammarSampler implements Decoder.Sampler {
  private final LlamaDecoder decoder;
  private final LlamaSampler choice;
  private final Vocabulary vocabulary;
  private final MemorySegment grammar;
  private final Arena arena = Arena.ofShared();
  private final Candidates candidates;
  private Utf8State text = Utf8State.START;
  private boolean closed;

  private GrammarSampler(
      LlamaDecoder decoder, Vocabulary vocabulary, LlamaSampler choice, MemorySegment grammar) {
    this.decoder = decoder;
    this.vocabulary = vocabulary;
    this.choice = choice;
    this.grammar = grammar;
    candidates = new Candidates(arena, decoder.vocabularyTokens());
  }

  /// @param choice chooses among what the grammar allows, and is closed with this
  static GrammarSampler create(
      LlamaDecoder decoder, Vocabulary vocabulary, LlamaSampler choice, Grammar grammar) {
    MemorySegment made =
        decoder.samplers().newGrammar(vocabulary.segment(), grammar.gbnf(), Grammar.ROOT);
    if (made.equals(MemorySegment.NULL)) {
      throw new IllegalArgumentException("llama.cpp does not take the grammar");
    }
    return new GrammarSampler(decoder, vocabulary, choice, made);
  }

  @Override
  public int sample(int row) throws DecodingException {
    if (closed) {
      throw new IllegalStateException("the sampler is closed");
    }
    choice.choose(allTokens(row));
    OptionalInt free = candidates.selected();
    int token = free.isPresent() && allows(free.getAsInt()) ? free.getAsInt() : constrained(row);
    decoder.samplers().accept(grammar, token);
    choice.accept(token);
    text = Objects.requireNonNull(after(token), "the token was asked about");
    return token;
  }

  private MemorySegment allTokens(int row) {
    return candidates.fill(decoder.logits(row), decoder.vocabularyTokens());
  }

  private boolean allows(int token) {
    decoder.samplers().apply(grammar, candidates.fill(token));
    return candidates.anyAllowed() && isWellFormed(token);
  }

  private boolean isWellFormed(int token) {
    return after(token) != null;
  }

  private @Nullable Utf8State after(int token) {
    return text.after(vocabulary.piece(token));
  }

  private int constrained(int row) throws DecodingException {
    MemorySegment array = allTokens(row);
    decoder.samplers().apply(grammar, array);
    candidates.forbidUnless(this::isWellFormed);
    if (candidates.anyAllowed()) {
      choice.choose(array);
      OptionalInt chosen = candidates.selected();
      if (chosen.isPresent()) {
        return chosen.getAsInt();
      }
    }
    throw new DecodingException("no token of the model goes on as the grammar demands");
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      choice.close();
      decoder.samplers().free(grammar);
      arena.close();
    }
  }
}
