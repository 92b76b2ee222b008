package dev.gantry.llm.embedding.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.embedding.EmbeddingEngine;
import dev.gantry.llm.embedding.EmbeddingEngineContract;
import dev.gantry.llm.embedding.EmbeddingEngineProvider;
import dev.gantry.llm.embedding.EmbeddingEngineProvider.Settings;
import dev.gantry.llm.embedding.EmbeddingModel;
import dev.gantry.llm.embedding.Reference;
import dev.gantry.llm.embedding.Vectors;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The same engine with the weights as whole numbers of 8 bits.
class QuantisedModelTest extends EmbeddingEngineContract {
  static final Path MODEL = Path.of("target/model-q");

  @Override
  protected EmbeddingEngineProvider provider() {
    return new OnnxProvider();
  }

  @Override
  protected Path model() {
    return MODEL;
  }

  @Override
  protected Path natives() {
    return OnnxEngineTest.NATIVES;
  }

  /// What its own library makes of it, too.
  @Override
  protected double leastCosine() {
    return 0.965;
  }

  @Test
  void isNearTheReferenceWithNineOfTenTexts() throws Exception {
    int near = 0;
    try (EmbeddingEngine engine = provider().open(new Settings(MODEL, natives(), 1))) {
      for (Reference reference : Reference.readAll()) {
        float[] vector = engine.embed(List.of(reference.tokens())).getFirst();
        near += Vectors.cosine(vector, reference.vector()) >= 0.98 ? 1 : 0;
      }
    }

    assertThat(near).isGreaterThanOrEqualTo(90);
  }

  @Override
  protected EmbeddingModel description() {
    return new EmbeddingModel(MODEL.resolve("all-minilm-l6-v2-q.onnx").toAbsolutePath(), "int8");
  }
}
