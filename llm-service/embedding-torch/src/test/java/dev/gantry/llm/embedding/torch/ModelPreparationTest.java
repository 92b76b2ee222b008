package dev.gantry.llm.embedding.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.llm.embedding.EmbeddingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPreparationTest {
  private static final Path ONNX = Path.of("target/onnx/all-minilm-l6-v2.onnx");

  @BeforeAll
  static void load() throws EmbeddingException {
    TorchLibraries.load(TorchLibrariesTest.NATIVES);
  }

  @Test
  void makesTheSameBytesWhereverItWrites(@TempDir Path directory) throws Exception {
    Path target = directory.resolve("a/b");
    ModelPreparation.prepare(ONNX, target);

    try (var files = Files.list(target)) {
      assertThat(files).containsExactly(target.resolve("all-minilm-l6-v2.pt"));
    }
    TorchModel.check(target.resolve("all-minilm-l6-v2.pt"));
  }

  @Test
  void refusesAnotherFile(@TempDir Path directory) throws IOException {
    Path other = Files.writeString(directory.resolve("other.onnx"), "other");

    assertThatThrownBy(() -> ModelPreparation.prepare(other, directory))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage(
            "%s is not the file that is expected: its SHA-256 is d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa, not 759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e.",
            other);
  }
}
