package dev.gantry.domain.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingTest {

  @Test
  void theCosineTellsTheDirectionAndNotTheLength() {
    assertThat(of(3, 4).cosine(of(6, 8))).isCloseTo(1, within(1e-12));
    assertThat(of(3, 4).cosine(of(4, -3))).isCloseTo(0, within(1e-12));
    assertThat(of(1, 0).cosine(of(-2, 0))).isCloseTo(-1, within(1e-12));
    assertThat(of(1, 0).cosine(of(1, 1))).isCloseTo(Math.sqrt(0.5), within(1e-12));
  }

  @Test
  void whatHasNoDirectionIsNearToNothing() {
    assertThat(of(0, 0).cosine(of(1, 2))).isZero();
  }

  @Test
  void vectorsOfDifferentModelsAreNotCompared() {
    assertThatThrownBy(() -> of(1, 2).cosine(of(1))).isInstanceOf(IllegalArgumentException.class);
  }

  private static Embedding of(float... values) {
    List<Float> numbers = new java.util.ArrayList<>();
    for (float value : values) {
      numbers.add(value);
    }
    return new Embedding(numbers, 1, false);
  }
}
