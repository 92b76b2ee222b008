package dev.gantry.domain.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.LineRange;
import dev.gantry.domain.plan.FileManifest;
import dev.gantry.domain.plan.PlannedInput;
import dev.gantry.domain.plan.PlannedStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What every memory of builds does.
public abstract class HistoryContract {
  protected static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  protected abstract History history();

  @Test
  void remembersNothingAtFirst() {
    assertThat(history().builds("engine")).isEmpty();
    assertThat(history().files("digest")).isEmpty();
  }

  @Test
  void givesBackWhatItWasGiven() {
    BuildRecord build = build("prod", "engine", 0);
    FileManifest files = new FileManifest(new TreeMap<>(Map.of("a/b c", "1", "ä", "2")));

    history().add(build, Map.of("files", files));

    assertThat(history().builds("engine")).isEqualTo(List.of(build));
    assertThat(history().files("files")).hasValue(files);
  }

  @Test
  void givesTheNewestBuildOfAnEngineFirst() {
    BuildRecord first = build("prod", "engine", 0);
    BuildRecord second = build("dev", "engine", 1);
    history().add(first, Map.of());
    history().add(second, Map.of());
    history().add(build("prod", "other engine", 2), Map.of());

    assertThat(history().builds("engine")).isEqualTo(List.of(second, first));
  }

  @Test
  void givesTheBuildsOfATargetAmongTheOthersOfTheEngine() {
    BuildRecord first = build("prod", "engine", 0);
    BuildRecord second = build("dev", "engine", 1);
    BuildRecord third = build("prod", "engine", 2);
    history().add(first, Map.of());
    history().add(second, Map.of());
    history().add(third, Map.of());
    history().add(build("prod", "other engine", 3), Map.of());

    assertThat(history().builds("engine", "/src", "prod")).isEqualTo(List.of(third, second, first));
  }

  /// A build with a step of every sort of input.
  protected static BuildRecord build(String target, String engine, int number) {
    PlannedStep step =
        new PlannedStep(
            "[build 1/2] RUN make",
            Optional.of(new LineRange(3, 5)),
            new TreeMap<>(Map.of("command", "1", "env PATH", "2")),
            List.of(
                new PlannedInput.Step(0, 1),
                new PlannedInput.StepFiles(0, "/out"),
                new PlannedInput.Files("context", "files"),
                new PlannedInput.Image("debian", "3"),
                new PlannedInput.Remote("https://example.org/a")),
            true);
    return new BuildRecord(
        "/src",
        target,
        "definition",
        engine,
        BEGIN.plusSeconds(number),
        Duration.ofMillis(1234),
        BuildRecord.Result.SUCCEEDED,
        Optional.of(new Digest("sha256:2c26b46b")),
        List.of(
            new StepRecord(
                step,
                "key",
                "identity",
                "outline",
                "file a\nstep b",
                StepRecord.Result.RAN,
                Duration.ofMillis(1200),
                42),
            new StepRecord(
                new PlannedStep("x", Optional.empty(), new TreeMap<>(), List.of(), false),
                "key2",
                "key2",
                "outline2",
                "",
                StepRecord.Result.CACHED,
                Duration.ofMillis(700),
                0)));
  }
}
