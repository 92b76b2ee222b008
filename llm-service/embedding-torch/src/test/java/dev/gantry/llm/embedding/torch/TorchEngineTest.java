package dev.gantry.llm.embedding.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.llm.embedding.EmbeddingEngineContract;
import dev.gantry.llm.embedding.EmbeddingEngineProvider;
import dev.gantry.llm.embedding.EmbeddingEngineProvider.Settings;
import dev.gantry.llm.embedding.EmbeddingException;
import dev.gantry.llm.embedding.EmbeddingModel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchEngineTest extends EmbeddingEngineContract {
  static final Path MODEL = Path.of("target/model");

  @Override
  protected EmbeddingEngineProvider provider() {
    return new TorchProvider();
  }

  @Override
  protected Path model() {
    return MODEL;
  }

  @Override
  protected Path natives() {
    return TorchLibrariesTest.NATIVES;
  }

  @Override
  protected double leastCosine() {
    return 0.9999;
  }

  @Override
  protected EmbeddingModel description() {
    return new EmbeddingModel(MODEL.resolve("all-minilm-l6-v2.pt").toAbsolutePath(), "float32");
  }

  @Test
  void saysWhichFileIsMissing(@TempDir Path empty) {
    assertThatThrownBy(() -> open(empty))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage(
            "There is no %s. Put it there, or set embedding-model-dir to its directory."
                .formatted(empty.resolve("all-minilm-l6-v2.pt")));
  }

  @Test
  void refusesAFileOfWhichOneBitIsOther(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("all-minilm-l6-v2.pt");
    Files.copy(MODEL.resolve("all-minilm-l6-v2.pt"), file);
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
      content.seek(content.length() / 2);
      int value = content.read();
      content.seek(content.length() / 2);
      content.write(value ^ 1);
    }

    assertThatThrownBy(() -> open(directory))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageStartingWith(file + " is damaged or another model: its SHA-256 is ");
  }

  @Test
  void refusesAFileThatIsCutOff(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("all-minilm-l6-v2.pt");
    Files.write(file, new byte[1000]);

    assertThatThrownBy(() -> open(directory))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageStartingWith(file + " is damaged or another model: its SHA-256 is ");
    assertThat(file).exists();
  }

  private static void open(Path model) throws EmbeddingException {
    new TorchProvider().open(new Settings(model, TorchLibrariesTest.NATIVES, 1)).close();
  }
}
