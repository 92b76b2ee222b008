package dev.gantry.llm.embedding.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gantry.llm.embedding.EmbeddingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPreparationTest {
  private static final String MODEL = "all-minilm-l6-v2-q.onnx";

  @Test
  void makesTheSameBytesWhereverItWrites(@TempDir Path directory) throws Exception {
    Path target = directory.resolve("a/b");
    ModelPreparation.prepare(OnnxEngineTest.MODEL.resolve("all-minilm-l6-v2.onnx"), target);

    try (var files = Files.list(target)) {
      assertThat(files).containsExactly(target.resolve(MODEL));
    }
    assertThat(target.resolve(MODEL))
        .hasSameBinaryContentAs(QuantisedModelTest.MODEL.resolve(MODEL));
  }

  @Test
  void makesAFileOfAQuarterOfTheSize() throws IOException {
    double size = Files.size(QuantisedModelTest.MODEL.resolve(MODEL));

    assertThat(size / Files.size(OnnxEngineTest.MODEL.resolve("all-minilm-l6-v2.onnx")))
        .isCloseTo(0.25, within(0.02));
  }

  @Test
  void refusesAnotherFile(@TempDir Path directory) throws IOException {
    Path other = Files.writeString(directory.resolve("other.onnx"), "other");

    assertThatThrownBy(() -> ModelPreparation.prepare(other, directory.resolve("model")))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageStartingWith(other + " is not the file that is expected");
    assertThat(directory.resolve("model")).doesNotExist();
  }
}
