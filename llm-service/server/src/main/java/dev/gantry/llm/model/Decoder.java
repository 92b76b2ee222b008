package dev.gantry.llm.model;

import dev.gantry.llm.grammar.Grammar;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Runs a model over several sequences of tokens and remembers each of them. Used by one thread at
/// a time.
public interface Decoder extends AutoCloseable {

  /// How many tokens one sequence holds; at least what the settings asked for.
  int contextTokens();

  /// How decoding a batch went.
  enum Outcome {
    /// Output rows can be sampled.
    DECODED,
    /// The caller asked to stop. The sequences of the batch are in doubt and have to be cleared.
    ABORTED
  }

  /// Adds the tokens of the batch to their sequences and computes the output rows. Positions of a
  /// sequence follow each other without a gap.
  ///
  /// @param abort asked many times while computing, by the calling thread; true ends the call
  /// @throws IllegalArgumentException where a token, a sequence or a position is not valid
  /// @throws DecodingException where the model could not be computed; the sequences of the batch
  ///   have to be cleared
  Outcome decode(TokenBatch batch, BooleanSupplier abort) throws DecodingException;

  /// A sampler that has seen the prompt.
  ///
  /// @param seed of the random choice; only its lower 32 bits count
  /// @param grammar that the sampled text follows; null for any text
  /// @throws IllegalArgumentException where the library does not take the grammar
  Sampler newSampler(
      SamplingParameters parameters, int seed, int[] prompt, @Nullable Grammar grammar);

  /// Natural logarithm of the probability of a token at an output row of the last batch.
  ///
  /// @throws IllegalArgumentException where the row is no output row, or there is no such token
  float logProbability(int row, int token);

  /// Forgets a sequence.
  void clear(int sequence);

  /// Forgets what a sequence has behind its first tokens.
  ///
  /// @return false where the model cannot: then the sequence has to be cleared
  /// @throws IllegalArgumentException where there is no such sequence, or it has fewer tokens
  boolean keep(int sequence, int tokens);

  /// Frees the memory. All samplers are closed before.
  @Override
  void close();

  /// Chooses tokens for one sequence.
  interface Sampler extends AutoCloseable {

    /// Chooses a token from an output row of the last batch and remembers it.
    ///
    /// @throws IllegalArgumentException where the row is no output row of the last batch
    /// @throws DecodingException where no token of the model goes on as the grammar demands
    int sample(int row) throws DecodingException;

    @Override
    void close();
  }
}
