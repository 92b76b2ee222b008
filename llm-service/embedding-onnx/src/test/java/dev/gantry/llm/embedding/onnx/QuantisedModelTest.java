package dev.gantry.llm.embedding.onnx;

import dev.gantry.llm.embedding.EmbeddingEngineContract;
import dev.gantry.llm.embedding.EmbeddingEngineProvider;
import dev.gantry.llm.embedding.EmbeddingModel;
import java.nio.file.Path;

/// The same engine with the large weights as whole numbers of 8 bits.
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

  @Override
  protected double leastCosine() {
    return 0.99;
  }

  @Override
  protected EmbeddingModel description() {
    return new EmbeddingModel(MODEL.resolve("all-minilm-l6-v2-q.onnx").toAbsolutePath(), "int8");
  }
}
