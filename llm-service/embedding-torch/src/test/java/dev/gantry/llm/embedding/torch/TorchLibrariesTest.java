package dev.gantry.llm.embedding.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.llm.embedding.EmbeddingException;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchLibrariesTest {
  static final Path NATIVES = Path.of("target/natives/linux-x64");

  @Test
  void computeOnceTheyAreLoaded() throws EmbeddingException {
    TorchLibraries.load(NATIVES);
    TorchLibraries.load(NATIVES);

    try (PointerScope _ = new PointerScope()) {
      assertThat(torch.ones(2, 3).matmul(torch.ones(3, 2)).sum().item_float()).isEqualTo(12);
    }
  }

  @Test
  void saysWhichFileIsMissing(@TempDir Path empty) {
    assertThatThrownBy(() -> TorchLibraries.load(empty))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageStartingWith("There is no " + empty.resolve("libjnijavacpp.so"));
  }
}
