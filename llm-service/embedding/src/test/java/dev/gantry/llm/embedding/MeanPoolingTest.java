package dev.gantry.llm.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class MeanPoolingTest {

  @Test
  void isTheDirectionOfTheMean() {
    FloatBuffer tokens = FloatBuffer.wrap(new float[] {9, 9, 1, 5, 5, 3, 9, 9});

    assertThat(MeanPooling.pool(tokens, 2, 2, 2)).containsExactly(0.6f, 0.8f);
  }

  @Test
  void leavesZerosAsTheyAre() {
    assertThat(MeanPooling.pool(FloatBuffer.wrap(new float[2]), 0, 1, 2)).containsExactly(0, 0);
  }
}
