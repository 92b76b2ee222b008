package dev.gantry.domain.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepNameTest {
  @Test
  void takesTheStageOffTheInstruction() {
    assertThat(StepName.parse("[build 2/5] RUN make"))
        .isEqualTo(new StepName("build 2/5", "RUN make"));
  }

  @Test
  void putsAnInstructionOfSeveralLinesOnOne() {
    assertThat(StepName.parse("[2/5] RUN apt-get update &&\n    apt-get install -y make"))
        .isEqualTo(new StepName("2/5", "RUN apt-get update && apt-get install -y make"));
  }

  @Test
  void aNameWithoutBracketsIsAllInstruction() {
    assertThat(StepName.parse("exporting to image"))
        .isEqualTo(new StepName("", "exporting to image"));
  }
}
