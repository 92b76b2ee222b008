package dev.gantry.llm.embedding.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteGroupsTest {

  @Test
  void scalesEachGroupToTheWholeRange() {
    ByteGroups groups = ByteGroups.of(new float[] {127, -63.4f, 0.5f, -1}, 2);

    assertThat(groups.scales()).containsExactly(1, 1 / 127f);
    assertThat(groups.signed()).containsExactly(127, -63, 64, -127);
    assertThat(groups.unsigned()).containsExactly(255, 65, 192, 1);
  }

  @Test
  void keepsAGroupOfZeros() {
    ByteGroups groups = ByteGroups.of(new float[] {0, 0}, 2);

    assertThat(groups.scales()).containsExactly(0);
    assertThat(groups.signed()).containsExactly(0, 0);
  }
}
