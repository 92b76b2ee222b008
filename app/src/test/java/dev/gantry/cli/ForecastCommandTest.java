package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.CliHarness.Result;
import dev.gantry.domain.image.LineRange;
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

class ForecastCommandTest {
  private final CliHarness cli = new CliHarness();

  ForecastCommandTest() {
    cli.plan =
        new BuildPlan(
            "engine",
            List.of(
                step("[build 1/2] COPY src .", 2, new PlannedInput.Files("context", "1")),
                step("[internal] something", 3, new PlannedInput.Step(0, 0)),
                step("[build 2/2] RUN make", 4, new PlannedInput.Step(1, 0))),
            Map.of(),
            Set.of(),
            Instant.EPOCH);
  }

  @Test
  void showsEachStepWithItsReason() {
    assertThat(cli.run("forecast", "prod"))
        .isEqualTo(
            new Result(
                0,
                """
                prod: 2 of 2 steps will run, for how long is not known yet

                CACHE  TIME  LINE  STEP                    WHY
                runs            2  [build 1/2] COPY src .  not seen before
                runs            4  [build 2/2] RUN make    not seen before
                """,
                ""));
  }

  @Test
  void takesTheOptionsOfABuild() {
    assertThat(
            cli.run(
                    "forecast",
                    "llm",
                    "--mode",
                    "prod",
                    "--target",
                    "build",
                    "--no-cache",
                    "--pull",
                    "--set",
                    "A=b",
                    "--platform",
                    "linux/arm64",
                    "--secret",
                    "id=x,env=Y")
                .code())
        .isZero();
    assertThat(cli.run("forecast", "prod", "--secret", "nonsense").code()).isEqualTo(2);
  }

  @Test
  void saysWhatOnlyABuildAsksFor() {
    cli.plan =
        new BuildPlan(
            "engine",
            List.of(
                step(
                    "[1/1] ADD https://example.org/a.tar.gz /",
                    2,
                    new PlannedInput.Remote("https://example.org/a.tar.gz"))),
            Map.of(),
            Set.of(),
            Instant.EPOCH);

    assertThat(cli.run("forecast", "prod").out())
        .endsWith(
            """

            Taken to be as it was, since only a build asks for it: https://example.org/a.tar.gz
            """);
    assertThat(cli.run("forecast", "prod", "--json").out())
        .contains("\"assumedUnchanged\":[\"https://example.org/a.tar.gz\"]");
  }

  @Test
  void printsAnObjectForEachTarget() {
    Result result = cli.run("forecast", "--json");

    assertThat(result.out().lines())
        .hasSize(2)
        .first()
        .isEqualTo(
            "{\"target\":\"dev\",\"steps\":2,\"running\":2,\"forecast\":["
                + "{\"step\":\"[build 1/2] COPY src .\",\"runs\":true,\"certain\":true,"
                + "\"firstLine\":2,\"lastLine\":2,\"cause\":{\"kind\":\"never-built\"}},"
                + "{\"step\":\"[build 2/2] RUN make\",\"runs\":true,\"certain\":true,"
                + "\"firstLine\":4,\"lastLine\":4,\"cause\":{\"kind\":\"never-built\"}}]}");
  }

  private static PlannedStep step(String name, int line, PlannedInput... inputs) {
    return new PlannedStep(
        name, Optional.of(new LineRange(line, line)), new TreeMap<>(), List.of(inputs), false);
  }
}
