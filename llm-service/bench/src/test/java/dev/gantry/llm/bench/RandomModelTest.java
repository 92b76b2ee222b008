package dev.gantry.llm.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.bench.RandomModel.Quantization;
import dev.gantry.llm.gguf.GgufHeader;
import dev.gantry.llm.gguf.GgufReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RandomModelTest {
  private static final Path TINY = Path.of("../models/gantry-tiny.Q8_0.gguf");

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(Quantization.class)
  void writesAModelThatTheServiceReads(Quantization quantization) throws Exception {
    RandomModel model = new RandomModel("small", 128, 2, 256, 4, quantization);

    GgufHeader header = GgufReader.read(model.in(directory, TINY));

    assertThat(header.name()).isEqualTo("Random small");
    assertThat(header.quantization()).isEqualTo(quantization.name());
    assertThat(header.contextTokens()).isEqualTo(2048);
    assertThat(header.parameters())
        .isEqualTo(128 * 3072 + 2 * (2 * 128 * 128 + 2 * 128 * 32 + 3 * 128 * 256 + 2 * 128) + 128);
  }

  @Test
  void hasTheSizesThatTheNamesSay() throws Exception {
    RandomModel hundredMillions =
        RandomModel.all().stream().filter(m -> m.name().equals("100M")).findFirst().orElseThrow();

    assertThat(GgufReader.read(hundredMillions.in(directory, TINY)).parameters())
        .isBetween(95_000_000L, 110_000_000L);
  }
}
