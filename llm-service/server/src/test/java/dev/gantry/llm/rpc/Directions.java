package dev.gantry.llm.rpc;

import dev.gantry.llm.embedding.EmbeddingEngine;
import dev.gantry.llm.embedding.EmbeddingModel;
import dev.gantry.llm.embedding.WordPieceTokenizer;
import dev.gantry.llm.embeddings.EmbeddingQueue;
import dev.gantry.llm.embeddings.TestVocabulary;
import dev.gantry.llm.serving.EmbeddingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// An engine that makes (0, 1) of a text that begins with "a", and (1, 0) of every other.
final class Directions implements EmbeddingEngine {
  private static final int A = 4;

  private Directions() {}

  /// Ready to embed, as model "tiny".
  static EmbeddingState ready(Path directory) throws IOException {
    return new EmbeddingState.Ready(
        new EmbeddingQueue(
            new Directions(), WordPieceTokenizer.read(TestVocabulary.write(directory), 16), 4),
        "fake",
        "tiny",
        2,
        "7",
        new EmbeddingModel(Path.of("directions"), "float64"));
  }

  @Override
  public List<float[]> embed(List<int[]> texts) {
    return texts.stream()
        .map(tokens -> tokens[1] == A ? new float[] {0, 1} : new float[] {1, 0})
        .toList();
  }

  @Override
  public String version() {
    return "7";
  }

  @Override
  public EmbeddingModel model() {
    return new EmbeddingModel(Path.of("directions"), "float64");
  }

  @Override
  public void close() {}
}
