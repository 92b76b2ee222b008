package dev.gantry.llm.embedding.torch;

import dev.gantry.llm.embedding.EmbeddingServerContract;
import dev.gantry.llm.v1.EmbeddingEngine;
import dev.gantry.llm.v1.ModelState;
import java.nio.file.Path;

class TorchServerTest extends EmbeddingServerContract {

  @Override
  protected Path model() {
    return TorchEngineTest.MODEL;
  }

  @Override
  protected Path natives() {
    return TorchLibrariesTest.NATIVES;
  }

  @Override
  protected String fileName() {
    return "all-minilm-l6-v2.pt";
  }

  @Override
  protected EmbeddingEngine ready() {
    return EmbeddingEngine.newBuilder()
        .setState(ModelState.MODEL_STATE_READY)
        .setName("torch")
        .setVersion("2.13.0")
        .setModel("all-minilm-l6-v2")
        .setModelPath(model().resolve(fileName()).toAbsolutePath().toString())
        .setPrecision("float32")
        .setDimensions(384)
        .setThreads(1)
        .build();
  }
}
