package dev.gantry.llm.embedding;

import java.util.List;

/// Computes vectors of tokenized texts. Used by one thread at a time.
public interface EmbeddingEngine extends AutoCloseable {

  /// A vector for each text, in their order: the mean over its tokens, of length 1.
  ///
  /// @param texts tokens of each
  /// @throws IllegalArgumentException where there is no text, or one has no tokens
  /// @throws EmbeddingException where the model could not be computed
  List<float[]> embed(List<int[]> texts) throws EmbeddingException;

  /// Version of the library that computes, such as "1.29.0".
  String version();

  /// What was loaded.
  EmbeddingModel model();

  @Override
  void close();
}
