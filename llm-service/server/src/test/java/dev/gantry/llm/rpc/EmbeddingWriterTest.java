package dev.gantry.llm.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.serving.EmbeddingState;
import dev.gantry.llm.v1.EmbeddingEngine;
import dev.gantry.llm.v1.ModelState;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingWriterTest {

  @Test
  void tellsEngineAndModelWhenItIsReady(@TempDir Path directory) throws IOException {
    assertThat(EmbeddingWriter.engine(Directions.ready(directory), 3))
        .contains(
            EmbeddingEngine.newBuilder()
                .setState(ModelState.MODEL_STATE_READY)
                .setName("fake")
                .setVersion("7")
                .setModel("tiny")
                .setModelPath("directions")
                .setPrecision("float64")
                .setDimensions(2)
                .setThreads(3)
                .build());
  }

  @Test
  void tellsOnlyTheStateBeforeAndAfter() {
    assertThat(EmbeddingWriter.engine(new EmbeddingState.Loading(), 1))
        .contains(EmbeddingEngine.newBuilder().setState(ModelState.MODEL_STATE_LOADING).build());
    assertThat(EmbeddingWriter.engine(new EmbeddingState.Draining(), 1))
        .contains(EmbeddingEngine.newBuilder().setState(ModelState.MODEL_STATE_UNLOADING).build());
    assertThat(EmbeddingWriter.engine(new EmbeddingState.Failed("It does not fit."), 1))
        .contains(
            EmbeddingEngine.newBuilder()
                .setState(ModelState.MODEL_STATE_FAILED)
                .setProblem("It does not fit.")
                .build());
  }

  @Test
  void tellsNothingWhereThereIsNone() {
    assertThat(EmbeddingWriter.engine(new EmbeddingState.Disabled("none"), 1)).isEmpty();
  }
}
