package dev.gantry.domain.build;

import static dev.gantry.domain.build.Reports.announced;
import static dev.gantry.domain.build.Reports.cached;
import static dev.gantry.domain.build.Reports.done;
import static dev.gantry.domain.build.Reports.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.build.BuildEvent.Transfer;
import dev.gantry.domain.build.BuildEvent.Warning;
import dev.gantry.domain.build.BuildResult.RuleFindings;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.image.LineRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BuildResultTest {

  private static final Warning FIRST = warning("FromAsCasing: casing (line 1)", 1);
  private static final Warning SECOND = warning("JSONArgs: use JSON (line 9)", 9);
  private static final Warning THIRD = warning("FromAsCasing: casing (line 5)", 5);

  @Test
  void tellsWhatABuildCameTo() {
    BuildProgress progress =
        BuildProgress.of(
            List.of(
                done("[internal] load build context", 0, 1),
                sent("[internal] load build context", "transferring context:", 700),
                done("[internal] load build definition", 0, 1),
                sent("[internal] load build definition", "transferring dockerfile:", 42),
                cached("[1/3] FROM base", 1),
                cached("[2/3] RUN a", 1),
                done("[3/3] RUN b", 1, 4),
                sent("[3/3] RUN b", "transferring elsewhere", 5),
                FIRST,
                SECOND,
                THIRD,
                new BuildEvent.FilesRequested(3)));

    assertThat(BuildResult.of(progress, List.of(origin("[2/3] RUN a", 7)), Map.of()))
        .isEqualTo(
            new BuildResult(
                new Tally(0, 0, 2, 1, 0, 0),
                new CriticalPath(List.of(id("[3/3] RUN b")), Duration.ofSeconds(3)),
                Duration.ofSeconds(7),
                742,
                OptionalInt.of(3),
                List.of(
                    new RuleFindings("FromAsCasing", "url", List.of(FIRST, THIRD)),
                    new RuleFindings("JSONArgs", "url", List.of(SECOND)))));
  }

  @Test
  void sumsUpWhatCachedStepsCostWhenTheyLastRan() {
    BuildProgress progress =
        BuildProgress.of(
            List.of(
                cached("[internal] load metadata", 1),
                cached("known to both", 1),
                cached("known to the engine", 1),
                cached("known to nobody", 1),
                done("it ran", 1, 4)));

    assertThat(
            BuildResult.of(
                    progress,
                    List.of(
                        origin("known to both", 1),
                        origin("known to the engine", 2),
                        origin("it ran", 30)),
                    Map.of(
                        "known to both", Duration.ofSeconds(40),
                        "it ran", Duration.ofSeconds(500),
                        "[internal] load metadata", Duration.ofSeconds(6_000)))
                .saved())
        .isEqualTo(Duration.ofSeconds(42));
  }

  @Test
  void countsTheShareOfStepsFromTheCache() {
    assertThat(BuildResult.of(BuildProgress.nothingYet(), List.of(), Map.of()).cachedShare())
        .isZero();
    assertThat(
            BuildResult.of(
                    BuildProgress.of(
                        List.of(cached("a", 1), done("b", 1, 2), announced("c"), announced("d"))),
                    List.of(),
                    Map.of())
                .cachedShare())
        .isEqualTo(0.25);
  }

  private static Warning warning(String message, int line) {
    return new Warning(
        Optional.empty(),
        message,
        "",
        "url",
        Optional.of("Dockerfile"),
        Optional.of(new LineRange(line, line)));
  }

  private static BuildEvent sent(String step, String name, long bytes) {
    return new Transfer(id(step), name, bytes, 0, Optional.empty(), Optional.empty());
  }

  private static LayerOrigin origin(String step, int seconds) {
    return new LayerOrigin(
        step, Optional.empty(), Optional.empty(), Optional.of(Duration.ofSeconds(seconds)), true);
  }
}
