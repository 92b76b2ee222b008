package dev.gantry.llm.embedding.onnx;

import dev.gantry.llm.embedding.EmbeddingServerContract;
import dev.gantry.llm.v1.EmbeddingEngine;
import dev.gantry.llm.v1.ModelState;
import java.nio.file.Path;

class OnnxServerTest extends EmbeddingServerContract {

  @Override
  protected Path model() {
    return QuantisedModelTest.MODEL;
  }

  @Override
  protected Path natives() {
    return OnnxEngineTest.NATIVES;
  }

  @Override
  protected String fileName() {
    return "all-minilm-l6-v2-q.onnx";
  }

  @Override
  protected EmbeddingEngine ready() {
    return EmbeddingEngine.newBuilder()
        .setState(ModelState.MODEL_STATE_READY)
        .setName("onnx")
        .setVersion("1.29.0")
        .setModel("all-minilm-l6-v2")
        .setModelPath(model().resolve(fileName()).toAbsolutePath().toString())
        .setPrecision("int8")
        .setDimensions(384)
        .setThreads(1)
        .build();
  }
}
