package dev.gantry.llm.embeddings;

import dev.gantry.llm.embedding.EmbeddingEngine;
import dev.gantry.llm.embedding.EmbeddingException;
import dev.gantry.llm.embedding.EmbeddingModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Makes of every text the vector (tokens, first token after the beginning), and remembers its
/// batches.
public final class FakeEmbeddingEngine implements EmbeddingEngine {
  private final List<Integer> batches = new CopyOnWriteArrayList<>();
  private volatile Gate gate = () -> {};
  private volatile boolean closed;

  /// Passed before each batch.
  @FunctionalInterface
  public interface Gate {
    void pass() throws EmbeddingException;
  }

  public void setGate(Gate gate) {
    this.gate = gate;
  }

  /// Sizes of the batches.
  public List<Integer> batches() {
    return List.copyOf(batches);
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public List<float[]> embed(List<int[]> texts) throws EmbeddingException {
    batches.add(texts.size());
    gate.pass();
    List<float[]> vectors = new ArrayList<>();
    for (int[] tokens : texts) {
      vectors.add(new float[] {tokens.length, tokens[1]});
    }
    return vectors;
  }

  @Override
  public String version() {
    return "7";
  }

  @Override
  public EmbeddingModel model() {
    return new EmbeddingModel(Path.of("fake.model"), "float64");
  }

  @Override
  public void close() {
    closed = true;
  }
}
