package dev.gantry.domain.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.build.ArchivedBuild;
import dev.gantry.domain.build.ArchivedBuild.Ending;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildReduction;
import dev.gantry.domain.build.StepGroup;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.image.LineRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every memory of recordings does.
public abstract class RecordingsContract {
  protected static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00.123456789Z");
  private static final StepId STEP = new StepId("sha256:a");

  protected abstract Recordings recordings();

  @Test
  void keepsNothingAtFirst() {
    assertThat(recordings().builds("engine")).isEmpty();
    assertThat(recordings().find("engine", "one")).isEmpty();
  }

  @Test
  void givesBackWhatItWasGiven() {
    Recording recording = recording("one", 0, new Ending.Failed("exit code: 1"));

    recordings().add("engine", recording);

    assertThat(recordings().find("engine", "one")).hasValue(recording);
    assertThat(recordings().find("other engine", "one")).isEmpty();
  }

  @Test
  void givesTheNewestBuildOfAnEngineFirst() {
    Recording first = recording("first", 0, new Ending.Succeeded());
    Recording second = recording("second", 1, new Ending.Cancelled());
    recordings().add("engine", first);
    recordings().add("engine", second);
    recordings().add("other engine", recording("third", 2, new Ending.Succeeded()));

    assertThat(recordings().builds("engine")).isEqualTo(List.of(second.build(), first.build()));
  }

  /// A recording with an event of every kind.
  public static Recording recording(String ref, int number, Ending ending) {
    return new Recording(
        new ArchivedBuild(
            ref,
            List.of("app:prod", "app:latest"),
            Map.of("filename", "Dockerfile"),
            BEGIN.plusSeconds(number),
            Optional.of(BEGIN.plusSeconds(number + 3L)),
            ending,
            2,
            1,
            1),
        List.of(
            new LayerOrigin(
                "[1/2] FROM base", Optional.empty(), Optional.empty(), Optional.empty(), true),
            new LayerOrigin(
                "[2/2] RUN make",
                Optional.of("Dockerfile"),
                Optional.of(new LineRange(2, 3)),
                Optional.of(Duration.ofNanos(1_234_567)),
                false)),
        List.of(
            new BuildEvent.Reduced(BuildReduction.FEWER_DETAILS),
            new BuildEvent.EngineAnswers(false),
            new BuildEvent.Named(ref),
            new BuildEvent.StepUpdated(
                STEP,
                "[2/2] RUN make",
                List.of(new StepId("sha256:b")),
                true,
                Optional.of(BEGIN),
                Optional.of(BEGIN.plusNanos(1)),
                Optional.of("exit code: 1"),
                Optional.of(new StepGroup("group", "RUN make", true))),
            new BuildEvent.StepUpdated(
                STEP,
                "",
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            new BuildEvent.Transfer(STEP, "sha256:c", 5, 7, Optional.of(BEGIN), Optional.empty()),
            new BuildEvent.Output(STEP, BEGIN, true, "main.c:7: \u001B[1mwarning\n\u00FC"),
            new BuildEvent.Warning(
                Optional.of(STEP),
                "JSONArgs: use JSON",
                "detail",
                "https://example.org",
                Optional.of("Dockerfile"),
                Optional.of(new LineRange(9, 9))),
            new BuildEvent.FilesRequested(12)));
  }
}
