package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.CliHarness.Result;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.FakeBuildRunner;
import dev.gantry.domain.build.FakeBuildRunner.Script;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.ImageConfiguration;
import dev.gantry.domain.image.Layer;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.image.LineRange;
import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuildCommandTest {
  private static final Digest IMAGE = new Digest("sha256:1f2e3d4c5b6a79881f2e3d4c5b6a7988");
  private static final Instant START = CliHarness.NOW;
  private static final StepId BASE = new StepId("sha256:b");
  private static final StepId MAKE = new StepId("sha256:m");

  private static final List<BuildEvent> EVENTS =
      List.of(
          step(BASE, "[build 1/2] FROM debian:trixie-slim", true, 0, 0, ""),
          started(MAKE, "[build 2/2] RUN make", 100),
          new BuildEvent.Output(
              MAKE, START.plusMillis(200), false, "cc -c \u001B[1mmain.c\u001B[0m\n"),
          new BuildEvent.Output(MAKE, START.plusMillis(300), true, "main.c:7: warning"),
          step(MAKE, "[build 2/2] RUN make", false, 100, 3300, ""),
          new BuildEvent.Warning(
              Optional.empty(),
              "JSONArgsRecommended: JSON arguments recommended for CMD (line 9)",
              "",
              "https://docs.docker.com/go/dockerfile/rule/json-args-recommended/",
              Optional.of("prod.Dockerfile"),
              Optional.of(new LineRange(9, 9))));

  private static final BuildOutcome FAILURE =
      new BuildOutcome.Failed(new Problem.BuildFailed("dev", "boom"), Duration.ofSeconds(1));

  private static final BuildOutcome SUCCESS =
      new BuildOutcome.Succeeded(
          Optional.of(IMAGE),
          List.of("gantry/llm:prod"),
          List.of(
              new LayerOrigin(
                  "[build 1/2] FROM debian:trixie-slim",
                  Optional.of("prod.Dockerfile"),
                  Optional.of(new LineRange(1, 1)),
                  Optional.empty(),
                  true),
              new LayerOrigin(
                  "[build 2/2] RUN make",
                  Optional.of("prod.Dockerfile"),
                  Optional.of(new LineRange(4, 6)),
                  Optional.of(Duration.ofMillis(3200)),
                  false)),
          Duration.ofMillis(3412));

  private final CliHarness cli = new CliHarness();

  BuildCommandTest() {
    cli.images.put(
        new Image(
            IMAGE,
            List.of("gantry/llm:prod"),
            "linux/amd64",
            START,
            78_900_000,
            List.of(
                new Layer(
                    0,
                    new Digest("sha256:aa"),
                    74_800_000,
                    "# debian.sh --arch 'amd64' out/ 'trixie'",
                    START,
                    Optional.empty()),
                new Layer(
                    1,
                    new Digest("sha256:bb"),
                    4_100_000,
                    "RUN /bin/sh -c make\n  install # buildkit",
                    START,
                    Optional.empty())),
            ImageConfiguration.NONE));
  }

  @Test
  void saysThatTheEngineDoesNotAnswer() {
    play(List.of(new BuildEvent.EngineAnswers(false)), FAILURE);

    assertThat(cli.run("build", "prod").err())
        .contains("\nThe engine does not answer. Waiting for it; Ctrl-C cancels the build.\n");
  }

  @Test
  void printsStepsLineByLineAndTheLayersAtTheEnd() {
    play(EVENTS, SUCCESS);

    assertThat(cli.run("build", "prod"))
        .isEqualTo(
            new Result(
                0,
                """
                Built prod in 3.4 s
                  image  1f2e3d4c5b6a  gantry/llm:prod
                  size   78.9 MB in 2 layers
                  steps  2, 1 of them from the cache
                  path   3.2 s on the critical path
                  check  JSONArgsRecommended: 1 finding  https://docs.docker.com/go/dockerfile/rule/json-args-recommended/

                #     SIZE   TIME  CACHE   LINE               COMMAND
                1  74.8 MB         cached  prod.Dockerfile:1  # debian.sh --arch 'amd64' out/ 'trixie'
                2   4.1 MB  3.2 s          prod.Dockerfile:4  RUN make
                """,
                """
                Building prod (gantry/llm:prod)
                #1 [build 1/2] FROM debian:trixie-slim
                #1 cached
                #2 [build 2/2] RUN make
                #2   cc -c main.c
                #2   main.c:7: warning
                #2 done in 3.2 s
                warning: JSONArgsRecommended: JSON arguments recommended for CMD (line 9)
                """));
  }

  @Test
  void printsAnObjectALineAsJson() {
    play(EVENTS, SUCCESS);

    assertThat(cli.run("build", "prod", "--json"))
        .isEqualTo(
            new Result(
                0,
                """
                {"event":"build","target":"prod","image":"gantry/llm:prod"}
                {"event":"step","step":1,"id":"sha256:b","name":"[build 1/2] FROM debian:trixie-slim","state":"cached"}
                {"event":"log","step":2,"time":"2026-01-01T00:00:00.200Z","errorStream":false,"text":"cc -c \\u001B[1mmain.c\\u001B[0m"}
                {"event":"log","step":2,"time":"2026-01-01T00:00:00.300Z","errorStream":true,"text":"main.c:7: warning"}
                {"event":"step","step":2,"id":"sha256:m","name":"[build 2/2] RUN make","state":"done","started":"2026-01-01T00:00:00.100Z","completed":"2026-01-01T00:00:03.300Z","tookMillis":3200}
                {"event":"warning","message":"JSONArgsRecommended: JSON arguments recommended for CMD (line 9)","detail":"","url":"https://docs.docker.com/go/dockerfile/rule/json-args-recommended/","line":9}
                {"event":"result","status":"succeeded","target":"prod","image":"sha256:1f2e3d4c5b6a79881f2e3d4c5b6a7988","tags":["gantry/llm:prod"],"tookMillis":3412,"sizeBytes":78900000,"steps":2,"cachedSteps":1,"savedMillis":0,"criticalPathMillis":3200,"sentBytes":0,"checks":[{"rule":"JSONArgsRecommended","url":"https://docs.docker.com/go/dockerfile/rule/json-args-recommended/","findings":1}],"layers":[\
                {"number":1,"diffId":"sha256:aa","sizeBytes":74800000,"command":"# debian.sh --arch 'amd64' out/ 'trixie'","created":"2026-01-01T00:00:00Z","step":"[build 1/2] FROM debian:trixie-slim","cached":true,"dockerfile":"prod.Dockerfile","firstLine":1,"lastLine":1},\
                {"number":2,"diffId":"sha256:bb","sizeBytes":4100000,"command":"RUN /bin/sh -c make\\n  install # buildkit","created":"2026-01-01T00:00:00Z","step":"[build 2/2] RUN make","cached":false,"tookMillis":3200,"dockerfile":"prod.Dockerfile","firstLine":4,"lastLine":6}]}
                """,
                ""));
  }

  @Test
  void printsNoImageWhereTheResultWentElsewhere() {
    play(
        EVENTS,
        new BuildOutcome.Succeeded(
            Optional.empty(), List.of(), List.of(), Duration.ofMillis(3412)));

    assertThat(cli.run("build", "prod").out())
        .isEqualTo(
            """
            Built prod in 3.4 s
              steps  2, 1 of them from the cache
              path   3.2 s on the critical path
              check  JSONArgsRecommended: 1 finding  https://docs.docker.com/go/dockerfile/rule/json-args-recommended/
            """);
    assertThat(cli.run("build", "prod", "--json").out())
        .endsWith(
            """
            {"event":"result","status":"succeeded","target":"prod","tags":[],"tookMillis":3412,"steps":2,"cachedSteps":1,"savedMillis":0,"criticalPathMillis":3200,"sentBytes":0,"checks":[{"rule":"JSONArgsRecommended","url":"https://docs.docker.com/go/dockerfile/rule/json-args-recommended/","findings":1}]}
            """);
  }

  @Test
  void showsOneLineOfProgressOnATerminal() {
    play(EVENTS, SUCCESS);
    cli.terminal = true;
    cli.now = START.plusMillis(3300);

    String err = cli.run("build", "prod").err();

    assertThat(err.replace("\u001B[?7l", "").replace("\u001B[?7h", "").split("\r\u001B\\[K"))
        .contains(
            """
                cached  [build 1/2] FROM debian:trixie-slim
                 3.2 s  [build 2/2] RUN make
            warning: JSONArgsRecommended: JSON arguments recommended for CMD (line 9)
            ━━━━━━━━━━━━━━━━━━━━ 2 of 2 steps, 3.3 s\
            """);
  }

  @Test
  void explainsAFailureWithTheLineAndTheEndOfTheLog() {
    play(
        List.of(
            started(MAKE, "[build 2/2] RUN make", 100),
            step(MAKE, "[build 2/2] RUN make", false, 100, 500, "exit code: 2")),
        new BuildOutcome.Failed(
            new Problem.StepFailed(
                "[build 2/2] RUN make",
                Optional.of(2),
                "dockerfiles/prod.Dockerfile",
                Optional.of(4),
                "   4 | RUN make",
                List.of("make: *** [main.o] Error 1"),
                "process \"/bin/sh -c make\" did not complete successfully: exit code: 2"),
            Duration.ofSeconds(1)));

    assertThat(cli.run("build", "prod"))
        .isEqualTo(
            new Result(
                1,
                "",
                """
                Building prod (gantry/llm:prod)
                #1 [build 2/2] RUN make
                #1 failed: exit code: 2
                error: A step of the build failed with exit code 2
                  where
                    dockerfiles/prod.Dockerfile:4, [build 2/2] RUN make
                  cause
                       4 | RUN make

                    make: *** [main.o] Error 1

                    process "/bin/sh -c make" did not complete successfully: exit code: 2
                  what to do
                    Its output says why. Correct the line and build again: the steps before it come from the cache.
                """));
  }

  @Test
  void explainsAFailureAsJson() {
    play(
        List.of(),
        new BuildOutcome.Failed(
            new Problem.DiskFull("/var/lib/docker", "no space left on device"),
            Duration.ofSeconds(1)));

    assertThat(cli.run("build", "--json", "prod"))
        .isEqualTo(
            new Result(
                1,
                """
                {"event":"build","target":"prod","image":"gantry/llm:prod"}
                {"event":"result","status":"failed","target":"prod","problem":{"kind":"DiskFull","title":"The engine’s disk is full","place":"/var/lib/docker","cause":"no space left on device","remedy":"Free some space. This shows what takes it, and removes build cache that has not been used for a day:\\n  docker system df\\n  docker builder prune --filter until=24h"}}
                """,
                ""));
  }

  @Test
  void anEngineThatIsNotThereHasItsOwnExitCode() {
    play(
        List.of(),
        new BuildOutcome.Failed(
            new Problem.EngineNotRunning("unix:///run/docker.sock", "refused"), Duration.ZERO));

    assertThat(cli.run("build", "prod").code()).isEqualTo(3);
  }

  @Test
  void buildsAllTargetsWithTheOptionsGiven() {
    play(EVENTS, SUCCESS);

    cli.run("build", "--no-cache", "--pull");

    assertThat(requests())
        .isEqualTo(
            List.of(
                BuildRequest.of(CliHarness.target("dev"), true, true),
                BuildRequest.of(CliHarness.target("prod"), true, true)));
  }

  @Test
  void buildsTheOthersToTheirEndWhenOneFails() {
    cli.builds =
        new FakeBuildRunner(
            request ->
                request.target().name().equals("dev")
                    ? new Script(List.of(), Optional.of(FAILURE))
                    : new Script(EVENTS, Optional.of(SUCCESS)));

    Result result = cli.run("build", "dev", "prod");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).startsWith("Built prod in 3.4 s");
    assertThat(result.err())
        .startsWith("Building dev (gantry/llm:dev)\nBuilding prod (gantry/llm:prod)\n")
        .contains("prod #2 [build 2/2] RUN make\n", "prod #2   cc -c main.c\n")
        .contains("error: The build of “dev” failed");
  }

  @Test
  void namesTheTargetInEveryObjectWhereSeveralAreBuilt() {
    play(EVENTS, SUCCESS);

    assertThat(cli.run("build", "--json").out().lines().toList())
        .allSatisfy(line -> assertThat(line).containsPattern("\"target\":\"(dev|prod)\""));
  }

  @Test
  void buildsServicesOfAMode() {
    play(EVENTS, SUCCESS);

    assertThat(cli.run("build", "--mode", "prod", "llm").code()).isZero();
    assertThat(requests()).isEqualTo(List.of(BuildRequest.of(CliHarness.target("prod"))));
    assertThat(cli.run("build", "--mode", "prod", "lm").err()).contains("no target “lm”");
    assertThat(cli.run("build", "--mode", "prd").err()).contains("no mode “prd”");
  }

  @Test
  void namesTheTargetsWhenOneIsUnknown() {
    assertThat(cli.run("build", "prd"))
        .isEqualTo(
            new Result(
                2,
                "",
                """
                error: This project has no target “prd”
                  what to do
                    Did you mean “prod”? The targets are: dev, prod.
                """));
  }

  @Test
  void aMistakeInAnotherModeDoesNoHarm() {
    play(EVENTS, SUCCESS);
    cli.compose.failRender("dev", new Problem.ComposeInvalid(CliHarness.PROJECT, "broken"));

    assertThat(cli.run("build", "prod").code()).isZero();
  }

  @Test
  void cancelEndsTheBuildAtTheEngine() {
    cli.builds = new FakeBuildRunner();
    cli.cancellation.cancel();

    assertThat(cli.run("build", "prod"))
        .isEqualTo(
            new Result(
                130,
                "",
                """
                Building prod (gantry/llm:prod)
                The build of prod was cancelled.
                """));
    assertThat(cli.builds.lastBuild().isOver()).isTrue();
  }

  private void play(List<BuildEvent> events, BuildOutcome outcome) {
    cli.builds = new FakeBuildRunner(_ -> new Script(events, Optional.of(outcome)));
  }

  private List<BuildRequest> requests() {
    return cli.builds.builds().stream().map(FakeBuildRunner.FakeBuild::request).toList();
  }

  private static BuildEvent started(StepId id, String name, long startMillis) {
    return new BuildEvent.StepUpdated(
        id,
        name,
        List.of(),
        false,
        Optional.of(START.plusMillis(startMillis)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static BuildEvent step(
      StepId id, String name, boolean cached, long startMillis, long endMillis, String error) {
    return new BuildEvent.StepUpdated(
        id,
        name,
        List.of(),
        cached,
        Optional.of(START.plusMillis(startMillis)),
        Optional.of(START.plusMillis(endMillis)),
        Optional.of(error).filter(it -> !it.isEmpty()),
        Optional.empty());
  }
}
