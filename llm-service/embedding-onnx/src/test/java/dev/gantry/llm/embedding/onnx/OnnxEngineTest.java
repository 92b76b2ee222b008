package dev.gantry.llm.embedding.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.llm.embedding.EmbeddingEngine;
import dev.gantry.llm.embedding.EmbeddingEngineContract;
import dev.gantry.llm.embedding.EmbeddingEngineProvider;
import dev.gantry.llm.embedding.EmbeddingEngineProvider.Settings;
import dev.gantry.llm.embedding.EmbeddingException;
import dev.gantry.llm.embedding.EmbeddingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxEngineTest extends EmbeddingEngineContract {
  static final Path MODEL = Path.of("target/model");
  static final Path NATIVES =
      Path.of(
          "target/natives",
          System.getProperty("os.arch").equals("aarch64") ? "linux-aarch64" : "linux-x64");

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
    return NATIVES;
  }

  @Override
  protected double leastCosine() {
    return 0.9999;
  }

  @Override
  protected EmbeddingModel description() {
    return new EmbeddingModel(MODEL.resolve("all-minilm-l6-v2.onnx").toAbsolutePath(), "float32");
  }

  @Test
  void saysWhichFilesAreMissing(@TempDir Path empty) {
    assertThatThrownBy(() -> new OnnxProvider().open(new Settings(empty, NATIVES, 1)))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage(
            "There is no all-minilm-l6-v2.onnx and no all-minilm-l6-v2-q.onnx in %s. Put one there, or set embedding-model-dir to its directory."
                .formatted(empty.toAbsolutePath()));
  }

  @Test
  void saysThatAFileIsNoModel(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("all-minilm-l6-v2.onnx"), "no model");

    assertThatThrownBy(() -> new OnnxProvider().open(new Settings(directory, NATIVES, 1)))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageStartingWith("ONNX Runtime cannot load " + directory.toAbsolutePath());
  }

  @Test
  void takesTheModelInFloat32WhereBothAreThere(@TempDir Path directory) throws Exception {
    for (String name :
        new String[] {"model/all-minilm-l6-v2.onnx", "model-q/all-minilm-l6-v2-q.onnx"}) {
      Path file = Path.of("target", name).toAbsolutePath();
      Files.createSymbolicLink(directory.resolve(file.getFileName()), file);
    }
    try (EmbeddingEngine engine = new OnnxProvider().open(new Settings(directory, NATIVES, 1))) {
      assertThat(engine.model())
          .isEqualTo(
              new EmbeddingModel(
                  directory.resolve("all-minilm-l6-v2.onnx").toAbsolutePath(), "float32"));
    }
  }
}
