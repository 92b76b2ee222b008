package dev.gantry.ui.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.build.StepState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StepOrderTest {
  @Test
  void listsEachStepAfterThoseThatItNeeds() {
    assertThat(ordered(step("3/3", "2/3"), step("2/3", "1/3"), step("1/3")))
        .containsExactly("1/3", "2/3", "3/3");
  }

  @Test
  void keepsTheOrderOfMentionWhereItIsFree() {
    assertThat(ordered(step("b"), step("a"), step("c"))).containsExactly("b", "a", "c");
  }

  @Test
  void listsAStepThatTwoOthersNeedOnce() {
    assertThat(
            ordered(
                step("top", "left", "right"),
                step("left", "base"),
                step("right", "base"),
                step("base")))
        .containsExactly("base", "left", "right", "top");
  }

  @Test
  void doesNotWaitForInputsThatAreNotSteps() {
    assertThat(ordered(step("2/3", "unknown"))).containsExactly("2/3");
  }

  @Test
  void doesNotHangOnACircle() {
    assertThat(ordered(step("a", "b"), step("b", "a"))).containsExactlyInAnyOrder("a", "b");
  }

  private static List<String> ordered(Step... steps) {
    return StepOrder.of(List.of(steps)).stream().map(Step::name).toList();
  }

  private static Step step(String name, String... inputs) {
    return new Step(
        new StepId(name),
        1,
        name,
        Stream.of(inputs).map(StepId::new).toList(),
        new StepState.Waiting(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }
}
