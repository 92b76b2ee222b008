package dev.gantry.domain.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.forecast.Outlook.Cached;
import dev.gantry.domain.forecast.Outlook.Runs;
import dev.gantry.domain.plan.BuildPlan;
import dev.gantry.domain.plan.PlannedInput;
import dev.gantry.domain.plan.PlannedStep;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Three steps in a row, and a last one that takes files of the third.
class LostResultsTest {
  private static final Outlook CACHED = new Cached();
  private static final Outlook LOST = new Runs(new Cause.CacheLost());
  private static final Outlook CHANGED = new Runs(new Cause.InstructionChanged());
  private static final List<PlannedStep> STEPS =
      List.of(
          step("a"),
          step("b", new PlannedInput.Step(0, 0)),
          step("c", new PlannedInput.Step(1, 0)),
          step("d", new PlannedInput.StepFiles(2, "/out")));

  @Test
  void changeNothingWhereNoneIsLost() {
    assertThat(applied(Set.of(), CACHED, CACHED, CHANGED, CACHED))
        .isEqualTo(List.of(CACHED, CACHED, CHANGED, CACHED));
  }

  @Test
  void areNotMissedWhereWhatWasMadeOfThemIsThere() {
    assertThat(applied(Set.of(1), CACHED, CACHED, CACHED, CACHED))
        .isEqualTo(List.of(CACHED, CACHED, CACHED, CACHED));
  }

  @Test
  void areMadeAgainForAStepThatRunsWithAllThatStoodOnThem() {
    assertThat(applied(Set.of(1), CACHED, CACHED, CACHED, CHANGED))
        .isEqualTo(List.of(CACHED, LOST, LOST, CHANGED));
  }

  @Test
  void areMadeAgainWhenTheResultItselfIsLost() {
    assertThat(applied(Set.of(3), CACHED, CACHED, CACHED, CACHED))
        .isEqualTo(List.of(CACHED, CACHED, CACHED, LOST));
  }

  private static List<Outlook> applied(Set<Integer> lost, Outlook... outlooks) {
    BuildPlan plan = new BuildPlan("engine", STEPS, Map.of(), lost, Instant.EPOCH);
    return new LostResults(plan).applied(List.of(outlooks));
  }

  private static PlannedStep step(String name, PlannedInput... inputs) {
    return new PlannedStep(name, Optional.empty(), new TreeMap<>(), List.of(inputs), false);
  }
}
