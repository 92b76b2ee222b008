package dev.gantry.llm.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.llm.model.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LlamaLibraryTest {

  @TempDir private Path directory;

  @Test
  void tellsItsVersionAndKernels() {
    assertThat(TestModel.library().version()).startsWith("0.5.0");
    assertThat(TestModel.NATIVES.resolve("libggml-cpu-" + kernels() + ".so")).exists();
  }

  private static String kernels() {
    return TestModel.library().cpuVariant();
  }

  @Test
  void saysWhichLibraryIsMissing() {
    assertThatThrownBy(() -> load(directory, LlamaLibrary.BEST_KERNELS))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("libllama.v0.5.0.so is missing in " + directory);
  }

  @Test
  void saysWhereALibraryIsDamaged() throws Exception {
    for (String name :
        new String[] {"libllama.v0.5.0.so", "libggml.v0.5.0.so", "libggml-base.so"}) {
      Files.writeString(directory.resolve(name), "no library");
    }

    assertThatThrownBy(() -> load(directory, LlamaLibrary.BEST_KERNELS))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("The libraries in %s cannot be loaded".formatted(directory));
  }

  @Test
  void saysWhichKernelsThereAreNot() {
    assertThatThrownBy(() -> load(TestModel.NATIVES, "pentium"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("There are no CPU kernels \"pentium\"");
    assertThatThrownBy(() -> load(TestModel.NATIVES, "../x"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("There are no CPU kernels");
  }

  private static void load(Path directory, String kernels) throws ModelException {
    LlamaLibrary unused = LlamaLibrary.load(directory, kernels, (_, _, _) -> {});
    throw new AssertionError("loaded " + unused.version());
  }
}
