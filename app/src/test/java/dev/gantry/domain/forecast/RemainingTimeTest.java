package dev.gantry.domain.forecast;

import static dev.gantry.domain.forecast.Rehearsal.COPY;
import static dev.gantry.domain.forecast.Rehearsal.MAKE;
import static dev.gantry.domain.forecast.Rehearsal.SETUP;
import static dev.gantry.domain.forecast.Rehearsal.TAKE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RemainingTimeTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void isTheLongestChainOfStepsThatAreNotOver() throws Exception {
    rehearsal.build(Map.of(COPY, 1, MAKE, 20, TAKE, 2, SETUP, 3));
    BuildProgress build =
        BuildProgress.of(
            List.of(
                step("[internal] load build context", true, true),
                step("[build 1/3] FROM debian", false, false),
                step(COPY, true, true),
                step(MAKE, true, false, COPY),
                step(TAKE, false, false, MAKE),
                step(SETUP, false, false)));

    RemainingTime remaining = times();

    assertThat(remaining.of(build, BEGIN.plusSeconds(4))).hasValue(Duration.ofSeconds(20 - 4 + 2));
    // the step takes longer than it usually does
    assertThat(remaining.of(build, BEGIN.plusSeconds(100))).hasValue(Duration.ofSeconds(3));
  }

  @Test
  void isUnknownWhileAStepHasNeverRun() throws Exception {
    rehearsal.build(Map.of(COPY, 1, MAKE, 20, TAKE, 2, SETUP, 3));
    List<BuildEvent> known = List.of(step(COPY, true, true), step(MAKE, true, false));
    BuildEvent other = step("[build 3/3] RUN other", false, false);

    assertThat(times().of(BuildProgress.of(known), BEGIN)).hasValue(Duration.ofSeconds(20));
    assertThat(
            times()
                .of(
                    BuildProgress.of(Stream.concat(known.stream(), Stream.of(other)).toList()),
                    BEGIN))
        .isEmpty();
    assertThat(RemainingTime.UNKNOWN.of(BuildProgress.of(known), BEGIN)).isEmpty();
  }

  private RemainingTime times() {
    return new StepTimes(rehearsal.history, () -> "engine").load();
  }

  private static BuildEvent step(String name, boolean started, boolean done, String... inputs) {
    return new BuildEvent.StepUpdated(
        new StepId(name),
        name,
        Stream.of(inputs).map(StepId::new).toList(),
        false,
        Optional.of(BEGIN).filter(_ -> started),
        Optional.of(BEGIN.plusSeconds(1)).filter(_ -> done),
        Optional.empty(),
        Optional.empty());
  }
}
