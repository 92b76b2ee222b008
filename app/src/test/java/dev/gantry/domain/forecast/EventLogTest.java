package dev.gantry.domain.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.StepId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventLogTest {
  private static final StepId STEP = new StepId("sha256:a");
  private static final BuildEvent NAMED = new BuildEvent.Named("ref");

  private final List<BuildEvent> passedOn = new ArrayList<>();
  private final EventLog log = new EventLog(passedOn::add);

  @Test
  void passesEverythingOnAndKeepsTheLastStateOfEachTransfer() {
    BuildEvent first = transfer("sha256:b", 1);
    BuildEvent other = transfer("sha256:c", 5);
    BuildEvent last = transfer("sha256:b", 2);

    List.of(first, output("hello"), other, NAMED, last).forEach(log);

    assertThat(passedOn).isEqualTo(List.of(first, output("hello"), other, NAMED, last));
    assertThat(log.events()).isEqualTo(List.of(NAMED, last, other, output("hello")));
  }

  @Test
  void keepsTheEndOfWhatStepsWriteWhereThatIsMuch() {
    BuildEvent half = output("x".repeat(EventLog.OUTPUT / 2));

    List.of(output("first"), half, half, NAMED).forEach(log);

    assertThat(log.events()).isEqualTo(List.of(NAMED, half, half));
  }

  private static BuildEvent transfer(String name, long current) {
    return new BuildEvent.Transfer(STEP, name, current, 7, Optional.empty(), Optional.empty());
  }

  private static BuildEvent output(String text) {
    return new BuildEvent.Output(STEP, Instant.EPOCH, false, text);
  }
}
