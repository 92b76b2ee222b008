package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.CliHarness.Result;
import dev.gantry.domain.build.ArchivedBuild;
import dev.gantry.domain.build.ArchivedBuild.Ending;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuildsCommandTest {

  private static final Instant NOW = CliHarness.NOW;
  private static final StepId MAKE = new StepId("sha256:m");

  private static final List<BuildEvent> EVENTS =
      List.of(
          new BuildEvent.StepUpdated(
              MAKE,
              "[2/2] RUN make",
              List.of(),
              false,
              Optional.of(NOW.minusSeconds(60)),
              Optional.of(NOW.minusSeconds(56)),
              Optional.empty(),
              Optional.empty()),
          new BuildEvent.Output(MAKE, NOW.minusSeconds(59), false, "cc main.c\n"));

  private final CliHarness cli = new CliHarness();

  BuildsCommandTest() {
    cli.archive
        .put(
            build("aaa1", "web:2", NOW.minusSeconds(10), Optional.empty(), new Ending.Running()),
            EVENTS,
            new BuildOutcome.Succeeded(
                Optional.empty(), List.of("web:2"), List.of(), Duration.ofSeconds(12)))
        .put(
            build(
                "aab2",
                "web:1",
                NOW.minusSeconds(60),
                Optional.of(NOW.minusSeconds(55)),
                new Ending.Succeeded()),
            EVENTS,
            new BuildOutcome.Cancelled(Duration.ZERO))
        .put(
            build(
                "ccc3",
                "",
                NOW.minusSeconds(3600),
                Optional.of(NOW.minusSeconds(3590)),
                new Ending.Failed("exit code: 2")),
            List.of(),
            new BuildOutcome.Failed(
                new Problem.BuildFailed("ccc3", "exit code: 2"), Duration.ofSeconds(10)));
  }

  @Test
  void listsBuildsNewestFirst() {
    Result listed = cli.run("builds");

    assertThat(listed)
        .isEqualTo(
            new Result(
                0,
                """
                REF   NAME        STATE           AGE    TIME  CACHED
                aaa1  web:2       running  10.0 s ago  10.0 s  1 of 2
                aab2  web:1       done      1 min ago   5.0 s  1 of 2
                ccc3  Dockerfile  failed      1 h ago  10.0 s  1 of 2
                """,
                ""));
    assertThat(cli.run("builds", "ls")).isEqualTo(listed);
  }

  @Test
  void listsBuildsAsJson() {
    assertThat(cli.run("builds", "ls", "--limit", "1", "--json").out())
        .isEqualTo(
            """
            {
              "builds" : [ {
                "ref" : "aaa1",
                "name" : "web:2",
                "tags" : [ "web:2" ],
                "status" : "running",
                "started" : "2025-12-31T23:59:50Z",
                "tookMillis" : 10000,
                "steps" : 2,
                "cachedSteps" : 1,
                "warnings" : 0
              } ]
            }
            """);
  }

  @Test
  void showsStepsAndWhatTheyWrote() {
    assertThat(cli.run("builds", "show", "web:1", "--logs").out())
        .isEqualTo(
            """
            web:1  done in 5.0 s
            aab2, begun 2025-12-31T23:59:00Z

                 4.0 s * [2/2] RUN make
                         cc main.c

            * on the critical path
            """);
  }

  @Test
  void exportsEveryInterval() {
    assertThat(cli.run("builds", "export", "aab2").out())
        .contains("\"intervals\" : [ {")
        .contains("\"started\" : \"2025-12-31T23:59:00Z\"")
        .contains("\"text\" : \"cc main.c\"");
  }

  @Test
  void exportsATraceForBrowsers() {
    assertThat(cli.run("builds", "export", "aab2", "--format", "trace").out())
        .isEqualTo(
            """
            {
              "traceEvents" : [ {
                "name" : "[2/2] RUN make",
                "cat" : "step",
                "ph" : "X",
                "ts" : 1767225540000000,
                "dur" : 4000000,
                "pid" : 1,
                "tid" : 1,
                "args" : {
                  "build" : "web:1",
                  "step" : 1
                }
              } ],
              "displayTimeUnit" : "ms"
            }
            """);
  }

  @Test
  void followsTheBuildThatRuns() {
    assertThat(cli.run("builds", "follow"))
        .isEqualTo(
            new Result(
                0,
                "Built web:2 in 12.0 s\n",
                """
                Building web:2 (aaa1)
                #1 [2/2] RUN make
                #1   cc main.c
                #1 done in 4.0 s
                """));
    assertThat(cli.archive.followed()).isEqualTo(List.of("aaa1"));
  }

  @Test
  void waitsForABuildWhereNoneRuns() {
    CliHarness idle = new CliHarness();
    idle.archive.putLater(
        2,
        build("ddd4", "web:3", NOW, Optional.empty(), new Ending.Running()),
        EVENTS,
        new BuildOutcome.Succeeded(
            Optional.empty(), List.of("web:3"), List.of(), Duration.ofSeconds(12)));

    Result result = idle.run("builds", "follow");

    assertThat(result.out()).isEqualTo("Built web:3 in 12.0 s\n");
    assertThat(result.err()).startsWith("Waiting for a build to begin …\nBuilding web:3 (ddd4)\n");
  }

  @Test
  void waitsNoLongerThanCtrlC() {
    CliHarness idle = new CliHarness();
    idle.cancellation.cancel();

    assertThat(idle.run("builds", "follow"))
        .isEqualTo(new Result(130, "", "Waiting for a build to begin …\n"));
  }

  @Test
  void saysThatABuildGoesOnWhichIsNotWatchedAnyMore() {
    CliHarness busy = whereOneIsLeft();

    assertThat(busy.run("builds", "follow"))
        .isEqualTo(
            new Result(
                130,
                "",
                """
                Building web:3 (ddd4)
                The build of web:3 goes on; it is not watched any more.
                """));
    assertThat(whereOneIsLeft().run("--json", "builds", "follow").out())
        .endsWith("{\"event\":\"result\",\"status\":\"running\",\"ref\":\"ddd4\"}\n")
        .doesNotContain("cancelled");
  }

  /// A build that runs, and Ctrl-C.
  private static CliHarness whereOneIsLeft() {
    CliHarness busy = new CliHarness();
    BuildEvent begun =
        new BuildEvent.StepUpdated(
            MAKE,
            "[2/2] RUN make",
            List.of(),
            false,
            Optional.of(NOW.minusSeconds(60)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    busy.archive.put(
        build("ddd4", "web:3", NOW, Optional.empty(), new Ending.Running()),
        List.of(begun),
        new BuildOutcome.Cancelled(Duration.ofSeconds(1)));
    busy.cancellation.cancel();
    return busy;
  }

  @Test
  void endsWithTheFailureOfTheBuildThatItFollows() {
    assertThat(cli.run("builds", "follow", "ccc3").code()).isEqualTo(1);
  }

  @Test
  void saysWhichBuildsAReferenceMayMean() {
    assertThat(cli.run("builds", "show", "aa"))
        .isEqualTo(
            new Result(
                2,
                "",
                """
                error: The engine knows no build “aa”
                  what to do
                    More than one begins so: aaa1, aab2.
                """));
  }

  @Test
  void saysSoWhenTheEngineRemembersNoBuilds() {
    cli.archive.failWith(new Problem.HistoryUnsupported("unix:///run/docker.sock"));

    assertThat(cli.run("builds").code()).isEqualTo(1);
  }

  private static ArchivedBuild build(
      String ref, String tag, Instant started, Optional<Instant> completed, Ending ending) {
    return new ArchivedBuild(
        ref,
        tag.isEmpty() ? List.of() : List.of(tag),
        Map.of("filename", "Dockerfile"),
        started,
        completed,
        ending,
        2,
        1,
        0);
  }
}
