package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.FakeBuildRunner;
import dev.gantry.domain.build.FakeBuildRunner.Script;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.forecast.CacheReview;
import dev.gantry.domain.forecast.Cause;
import dev.gantry.domain.forecast.MissedStep;
import dev.gantry.domain.image.LineRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a build says of the cache when it is over.
class CacheReportTest {
  private static final String BASE = "[build 1/2] FROM debian:trixie-slim";
  private static final String MAKE = "[build 2/2] RUN make";

  private final CliHarness cli = new CliHarness();

  CacheReportTest() {
    cli.builds =
        new FakeBuildRunner(
            _ ->
                new Script(
                    List.of(
                        step(BASE, true, 0),
                        step(MAKE, false, 3200),
                        new BuildEvent.FilesRequested(2)),
                    Optional.of(
                        new BuildOutcome.Succeeded(
                            Optional.empty(), List.of(), List.of(), Duration.ofMillis(3412)))));
    cli.review =
        new CacheReview(
            List.of(
                new MissedStep(
                    MAKE,
                    Optional.of(new LineRange(4, 6)),
                    Duration.ofMillis(3200),
                    new Cause.FilesChanged(List.of("src/a"), 1))),
            Map.of(BASE, Duration.ofMillis(4100)));
  }

  @Test
  void saysWhatWasSavedAndSentAndWhyStepsRan() {
    assertThat(cli.run("build", "prod").out())
        .isEqualTo(
            """
            Built prod in 3.4 s
              steps  2, 1 of them from the cache
              saved  4.1 s by steps from the cache
              path   3.2 s on the critical path
              sent   0 B, the engine asked for 2 files

            Why steps ran:
              3.2 s  [build 2/2] RUN make  src/a changed
            """);
  }

  @Test
  void saysTheSameAsJson() {
    assertThat(cli.run("build", "prod", "--json").out())
        .endsWith(
            """
            {"event":"ran","target":"prod","step":"[build 2/2] RUN make","tookMillis":3200,"firstLine":4,"lastLine":6,"cause":{"kind":"files","count":1,"paths":["src/a"]}}
            {"event":"result","status":"succeeded","target":"prod","tags":[],"tookMillis":3412,"steps":2,"cachedSteps":1,"savedMillis":4100,"criticalPathMillis":3200,"sentBytes":0,"requestedFiles":2,"checks":[]}
            """);
  }

  private static BuildEvent step(String name, boolean cached, long tookMillis) {
    Instant end = CliHarness.NOW.plusMillis(tookMillis);
    return new BuildEvent.StepUpdated(
        new StepId(name),
        name,
        List.of(),
        cached,
        Optional.of(CliHarness.NOW),
        Optional.of(end),
        Optional.empty(),
        Optional.empty());
  }
}
