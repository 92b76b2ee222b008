package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.StepId;
import dev.gantry.text.Strings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeveralBuildsStatusTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final StringWriter terminal = new StringWriter();
  private final SeveralBuildsStatus status =
      new SeveralBuildsStatus(new PrintWriter(terminal), Strings.load(), Paint.NONE);

  @Test
  void saysHowFarAllBuildsAreTogether() {
    Instant now = BEGIN.plusSeconds(5);
    status.draw("dev", BuildProgress.of(List.of(step("a", true), step("b", true))), now);
    terminal.getBuffer().setLength(0);

    status.erase();
    status.draw("prod", BuildProgress.of(List.of(step("c", true), step("RUN make", false))), now);

    assertThat(terminal.toString())
        .isEqualTo(
            Ansi.NO_WRAP
                + Ansi.ERASE_LINE
                + "━".repeat(15)
                + "─".repeat(5)
                + " 3 of 4 steps of 2 targets, 5.0 s: RUN make 5.0 s"
                + Ansi.WRAP);
  }

  @Test
  void saysSoWhenNoStepRuns() {
    status.draw("dev", BuildProgress.nothingYet(), BEGIN);

    assertThat(terminal.toString())
        .isEqualTo("─".repeat(20) + " 0 of 0 steps of 1 target, 0 ms" + Ansi.WRAP);
  }

  private static BuildEvent step(String name, boolean done) {
    return new BuildEvent.StepUpdated(
        new StepId(name),
        name,
        List.of(),
        false,
        Optional.of(BEGIN),
        Optional.of(BEGIN.plusSeconds(1)).filter(_ -> done),
        Optional.empty(),
        Optional.empty());
  }
}
