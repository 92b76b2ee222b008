package dev.gantry.llm.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.llama.TestModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelChoiceTest {
  @TempDir private Path directory;

  @Test
  void knowsCpusThatHaveBoth() {
    assertThat(
            KernelChoice.hasAvx512(
                List.of(
                    "processor : 0", "flags\t\t: fpu avx2 fma f16c bmi2 avx512f", "flags : fpu")))
        .isTrue();
    assertThat(KernelChoice.hasAvx512(List.of("flags\t\t: fpu avx2 fma f16c bmi2"))).isFalse();
    assertThat(KernelChoice.hasAvx512(List.of("Features\t: fp asimd"))).isFalse();
  }

  @Test
  void leavesEveryOtherModelToTheLibrary() throws Exception {
    Path small = Files.write(directory.resolve("small.gguf"), new byte[1000]);

    assertThat(KernelChoice.kernels("zen4", TestModel.NATIVES, small, directory)).isEqualTo("zen4");
    assertThat(KernelChoice.kernels("auto", directory, small, directory)).isEqualTo("auto");
    assertThat(
            KernelChoice.kernels(
                "auto", TestModel.NATIVES, directory.resolve("none.gguf"), directory))
        .isEqualTo("auto");
    Files.write(directory.resolve("other.gguf"), new byte[1000]);
    assertThat(KernelChoice.kernels("auto", TestModel.NATIVES, small, directory)).isEqualTo("auto");
    Path large =
        Files.write(
            Files.createDirectory(directory.resolve("large")).resolve("large.gguf"),
            new byte[9 << 20]);
    assertThat(KernelChoice.kernels("auto", TestModel.NATIVES, large, directory.resolve("large")))
        .isEqualTo("auto");
  }

  @Test
  void takesTheSimplerOnesForAVerySmallModelWhereThereAreBoth() throws Exception {
    Path small = Files.write(directory.resolve("small.gguf"), new byte[1000]);
    boolean both =
        KernelChoice.hasAvx512(Files.readAllLines(Path.of("/proc/cpuinfo")))
            && Files.exists(TestModel.NATIVES.resolve("libggml-cpu-haswell.so"));

    assertThat(KernelChoice.kernels("auto", TestModel.NATIVES, small, directory))
        .isEqualTo(both ? "haswell" : "auto");
  }
}
