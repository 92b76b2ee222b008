package dev.gantry.llm.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.llm.model.ModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCheckTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ModelCheck check =
      new ModelCheck(TestModel.NATIVES, LlamaLibrary.BEST_KERNELS, PATIENCE);

  @TempDir private Path directory;

  @Test
  void takesTheBundledModel() throws Exception {
    assertThat(ModelCheck.readHeader(TestModel.FILE).name()).isEqualTo("Gantry Tiny");
    assertThatCode(() -> check.tryInChild(TestModel.FILE)).doesNotThrowAnyException();
  }

  @Test
  void saysWhereThereIsNoModel() {
    Path missing = directory.resolve("none.gguf");

    assertThatThrownBy(() -> ModelCheck.readHeader(missing))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "There is no model at %s. Put a GGUF file there, or set model-path to one."
                .formatted(missing));
  }

  @Test
  void saysWhereTheModelIsADirectory() {
    assertThatThrownBy(() -> ModelCheck.readHeader(directory))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "%s is no file that this process may read. Set model-path to a GGUF file."
                .formatted(directory));
  }

  @Test
  void saysWhatIsWrongWithAHeader() throws Exception {
    Path file = Files.writeString(directory.resolve("page.gguf"), "<html>not found</html>");

    assertThatThrownBy(() -> ModelCheck.readHeader(file))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            ("%s is not a usable GGUF model: the file does not begin with \"GGUF\". Get the file"
                    + " again, or set model-path to another.")
                .formatted(file));
  }

  @Test
  void tellsWhatTheLibraryRefuses() throws Exception {
    byte[] whole = Files.readAllBytes(TestModel.FILE);
    Path file = Files.write(directory.resolve("half.gguf"), Arrays.copyOf(whole, whole.length / 2));
    ModelCheck.readHeader(TestModel.FILE);

    assertThatThrownBy(() -> check.tryInChild(file))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("not within the file bounds");
  }

  /// A number of layers that llama.cpp asserts on: here the child alone sees it.
  @Test
  void survivesAFileThatEndsTheProcess() throws Exception {
    byte[] hostile = Files.readAllBytes(TestModel.FILE);
    putUint32(hostile, "llama.block_count", 100_000);
    Path file = Files.write(directory.resolve("hostile.gguf"), hostile);

    assertThatThrownBy(() -> check.tryInChild(file))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("makes llama.cpp end the process (exit code 134)")
        .hasMessageContaining("GGML_ASSERT");
    assertThatThrownBy(() -> ModelCheck.readHeader(file))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("llama.block_count is 100000");
  }

  @Test
  void doesNotWaitForEver() {
    ModelCheck impatient =
        new ModelCheck(TestModel.NATIVES, LlamaLibrary.BEST_KERNELS, Duration.ofMillis(1));

    assertThatThrownBy(() -> impatient.tryInChild(TestModel.FILE))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("raise model-check-timeout");
  }

  @Test
  void saysWhereTheLibrariesAreMissing() {
    ModelCheck without = new ModelCheck(directory, LlamaLibrary.BEST_KERNELS, PATIENCE);

    assertThatThrownBy(() -> without.tryInChild(TestModel.FILE))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("libllama.v0.5.0.so is missing in " + directory);
  }

  /// Changes the number that follows a key and its type.
  private static void putUint32(byte[] file, String key, int value) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < 100_000; at++) {
      if (Arrays.equals(file, at, at + name.length, name, 0, name.length)) {
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(at + name.length + 4, value);
        return;
      }
    }
    throw new AssertionError("no " + key);
  }
}
