package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.EngineAvailable;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildRunner.RunningBuild;
import dev.gantry.domain.build.StepSettings;
import dev.gantry.domain.build.StepSettings.ExtraHost;
import dev.gantry.domain.build.StepSettings.Ulimit;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.ImageConfiguration;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.image.LineRange;
import dev.gantry.domain.problem.Problem;
import dev.gantry.domain.problem.SourcePlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
@ExtendWith(EngineAvailable.class)
@Timeout(120)
class BuildKitBuildRunnerIT {

  private static final String IMAGE = "buildkit-it:latest";

  private static final StepSettings STEPS =
      new StepSettings(
          Optional.of("none"),
          List.of(new ExtraHost("box.test", "10.1.2.3")),
          OptionalLong.of(8 << 20),
          Map.of("nofile", new Ulimit(20, 40)),
          Set.of(),
          Optional.empty());

  @TempDir Path directory;
  @TempDir Path elsewhere;

  private final BuildKit buildKit =
      new BuildKit(EngineAvailable::address, _ -> Optional.empty(), new EngineDialer());

  @AfterEach
  void close() throws Exception {
    buildKit.close();
    EngineHttp.removeImage(IMAGE);
  }

  @Test
  void knowsTheStepOfEachLayerAndItsTimeAlsoFromTheCache() throws Exception {
    BuildRequest request =
        context()
            .file("hello.txt", "hello")
            .dockerfile(
                """
                FROM debian:trixie-slim AS build
                ARG NONCE
                RUN echo $NONCE > /nonce && \\
                    sleep 1
                ENV A=b
                COPY hello.txt /
                """)
            .arg("NONCE", UUID.randomUUID().toString())
            .tags(IMAGE)
            .request();

    RecordedBuild first = run(request);
    RecordedBuild second = run(request);

    List<LayerOrigin> origins = first.succeeded().origins();
    assertThat(EngineHttp.image(IMAGE).path("RootFS").path("Layers")).hasSameSizeAs(origins);
    assertThat(EngineHttp.image(IMAGE).path("Id").asText())
        .isEqualTo(first.succeeded().image().orElseThrow().value());
    assertThat(origins).extracting(LayerOrigin::dockerfile).containsOnly(Optional.of("Dockerfile"));
    assertThat(origins)
        .extracting(origin -> origin.lines().orElseThrow())
        .containsExactly(new LineRange(1, 1), new LineRange(3, 4), new LineRange(6, 6));
    assertThat(origins.get(1).step()).startsWith("[2/3] RUN echo ").endsWith("&&     sleep 1");
    assertThat(origins.get(1).cached()).isFalse();
    assertThat(origins.get(1).duration().orElseThrow()).isGreaterThan(Duration.ofSeconds(1));
    LayerOrigin again = second.succeeded().origins().get(1);
    assertThat(again)
        .isEqualTo(
            new LayerOrigin(
                origins.get(1).step(),
                origins.get(1).dockerfile(),
                origins.get(1).lines(),
                origins.get(1).duration(),
                true));
    assertThat(second.succeeded().image()).isEqualTo(first.succeeded().image());
    // the base image counts as cached or as done in no time, and exporting is a step too
    assertThat(second.progress().tally().cached()).isBetween(2, 3);
    assertThat(second.progress().tally().finished()).isEqualTo(4);
    Image image =
        new Image(
            first.succeeded().image().orElseThrow(),
            List.of(),
            "",
            Instant.EPOCH,
            0,
            List.of(),
            ImageConfiguration.NONE);
    assertThat(buildKit.layerOrigins().of(image)).isEqualTo(origins);
    assertThat(timesToldByTheEngine(request)).isEqualTo(times(second));
  }

  /// A client that was not there when the layers were made has to ask.
  private static List<Optional<Duration>> timesToldByTheEngine(BuildRequest request)
      throws Exception {
    try (BuildKit other =
        new BuildKit(EngineAvailable::address, _ -> Optional.empty(), new EngineDialer())) {
      return times(RecordedBuild.run(other.runner(), request));
    }
  }

  private static List<Optional<Duration>> times(RecordedBuild build) {
    return build.succeeded().origins().stream().skip(1).map(LayerOrigin::duration).toList();
  }

  @Test
  void runsEveryStepAgainWithoutTheCache() throws Exception {
    BuildDirectory context =
        context().dockerfile("FROM debian:trixie-slim\nRUN echo again\n").tags(IMAGE);
    run(context.request());

    RecordedBuild build = run(context.noCache().request());

    assertThat(build.log("RUN echo again")).isEqualTo(List.of("again"));
  }

  @Test
  void buildsOneStageWithArgumentsAndLabels() throws Exception {
    BuildRequest request =
        context()
            .dockerfile(
                """
                FROM scratch AS first
                ARG NAME=nobody
                LABEL name=$NAME
                COPY Dockerfile /first
                FROM scratch
                COPY missing /
                """)
            .stage("first")
            .arg("NAME", "ada")
            .tags(IMAGE)
            .request();

    run(request).succeeded();

    JsonNode config = EngineHttp.image(IMAGE).path("Config");
    assertThat(config.path("Labels").path("name").asText()).isEqualTo("ada");
  }

  @Test
  void takesADockerfileOutsideTheContext() throws Exception {
    Path dockerfile =
        Files.writeString(elsewhere.resolve("x.Dockerfile"), "FROM scratch\nCOPY a /\n");

    RecordedBuild build =
        run(context().file("a", "a").dockerfileAt(dockerfile).tags(IMAGE).request());

    assertThat(build.succeeded().origins())
        .isEqualTo(
            List.of(
                new LayerOrigin(
                    "[1/1] COPY a /",
                    Optional.of("x.Dockerfile"),
                    Optional.of(new LineRange(2, 2)),
                    build.succeeded().origins().getFirst().duration(),
                    build.succeeded().origins().getFirst().cached())));
  }

  @Test
  void givesSecretsToTheStepsThatAskForThem() throws Exception {
    Path token = Files.writeString(elsewhere.resolve("token"), "s3cret");
    RecordedBuild build =
        run(
            context()
                .dockerfile(
                    """
                    FROM debian:trixie-slim
                    RUN --mount=type=secret,id=token wc -c < /run/secrets/token
                    RUN --mount=type=secret,id=none ls -d /run/secrets 2>&1 | grep -c cannot
                    """)
                .secret("token", token)
                .noCache()
                .tags(IMAGE)
                .request());

    assertThat(build.log("id=token")).isEqualTo(List.of("6"));
    assertThat(build.log("id=none")).isEqualTo(List.of("1"));
  }

  @Test
  void obeysOptionsOfTheComposeFile() throws Exception {
    RecordedBuild build =
        run(
            context()
                .dockerfile(
                    """
                    FROM debian:trixie-slim
                    RUN getent hosts box.test; stat -f -c '%b %S' /dev/shm; ls /sys/class/net; ulimit -Sn; ulimit -Hn
                    """)
                .also(definition -> definition.platforms(List.of("linux/amd64")).steps(STEPS))
                .noCache()
                .tags(IMAGE)
                .request());

    assertThat(build.log("getent"))
        .isEqualTo(List.of("10.1.2.3        box.test", "2048 4096", "lo", "20", "40"));
  }

  @Test
  void showsThePlaceOfASyntaxErrorAndTheSuggestion() throws Exception {
    RecordedBuild build =
        run(context().dockerfile("FROM scratch\n\nCOPPY a /\nENV a=b\n").request());

    assertThat(build.problem())
        .isEqualTo(
            new Problem.DockerfileInvalid(
                "Dockerfile",
                Optional.of(3),
                "   1 | FROM scratch\n   2 |\n   3 | COPPY a /\n   4 | ENV a=b",
                "dockerfile parse error on line 3: unknown instruction: COPPY"
                    + " (did you mean COPY?)"));
  }

  @Test
  void namesTheInstructionThatMissesAFile() throws Exception {
    RecordedBuild build =
        run(context().dockerfile("FROM debian:trixie-slim\nCOPY missing /\n").request());

    assertThat(build.problem())
        .isInstanceOfSatisfying(
            Problem.CopySourceMissing.class,
            failure -> {
              assertThat(failure.source()).isEqualTo("missing");
              assertThat(failure.excluded()).isFalse();
              assertThat(failure.at())
                  .isEqualTo(
                      new SourcePlace(
                          "Dockerfile",
                          Optional.of(2),
                          "   1 | FROM debian:trixie-slim\n   2 | COPY missing /"));
              assertThat(failure.cause()).contains("\"/missing\": not found");
            });
  }

  @Test
  void namesTheHostThatCannotBeReached() throws Exception {
    RecordedBuild build =
        run(context().dockerfile("FROM registry.invalid/no/such:image\n").request());

    assertThat(build.problem())
        .isInstanceOfSatisfying(
            Problem.HostUnreachable.class,
            failure -> {
              assertThat(failure.host()).isEqualTo("registry.invalid");
              assertThat(failure.at().line()).hasValue(1);
            });
  }

  @Test
  void recognisesAFullDisk() throws Exception {
    RecordedBuild build =
        run(
            context()
                .dockerfile(
                    """
                    FROM debian:trixie-slim
                    RUN --mount=type=tmpfs,target=/t,size=65536 head -c 1000000 /dev/zero > /t/f
                    """)
                .request());

    assertThat(build.problem())
        .isInstanceOfSatisfying(
            Problem.DiskFull.class,
            full -> {
              assertThat(full.place()).contains("RUN --mount=type=tmpfs");
              assertThat(full.cause()).contains("No space left on device");
            });
  }

  @Test
  void stopsTheProgramOfACancelledStep() throws Exception {
    String sleep = "sleep 60." + ProcessHandle.current().pid();
    CountDownLatch begun = new CountDownLatch(1);
    RunningBuild build =
        buildKit
            .runner()
            .start(
                context()
                    .dockerfile("FROM debian:trixie-slim\nRUN echo begun; " + sleep + "\n")
                    .noCache()
                    .request(),
                event -> RecordedBuild.countOnOutput(event, "begun", begun));
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    List<ProcessHandle> sleepers = Processes.find(sleep);

    long start = System.nanoTime();
    build.cancel();

    assertThat(build.await()).isInstanceOf(BuildOutcome.Cancelled.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    // empty where the engine's processes cannot be seen from here
    for (ProcessHandle sleeper : sleepers) {
      sleeper.onExit().get(2, TimeUnit.SECONDS);
    }
  }

  @Test
  void saysThatTheEngineWentAwayInTheMiddle() throws Exception {
    try (EngineProxy proxy = new EngineProxy();
        BuildKit remote = new BuildKit(proxy::address, _ -> Optional.empty(), new EngineDialer())) {
      CountDownLatch begun = new CountDownLatch(1);
      RunningBuild build =
          remote
              .runner()
              .start(
                  context()
                      .dockerfile("FROM debian:trixie-slim\nRUN echo begun; sleep 30\n")
                      .noCache()
                      .request(),
                  event -> RecordedBuild.countOnOutput(event, "begun", begun));
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

      proxy.goAway();
      BuildOutcome lost = build.await();
      RecordedBuild refused =
          RecordedBuild.run(remote.runner(), context().dockerfile("FROM scratch\n").request());
      proxy.comeBack();
      RecordedBuild returned =
          RecordedBuild.run(
              remote.runner(),
              context().dockerfile("FROM scratch\nCOPY Dockerfile /\n").tags(IMAGE).request());

      assertThat(lost)
          .isInstanceOfSatisfying(
              BuildOutcome.Failed.class,
              failed -> assertThat(failed.problem()).isInstanceOf(Problem.EngineWentAway.class));
      assertThat(refused.problem()).isInstanceOf(Problem.EngineNotRunning.class);
      returned.succeeded();
    }
  }

  @Test
  void saysThatNoEngineIsThere() throws Exception {
    String host = "unix://" + directory.resolve("no.sock");
    EngineAddress nowhere =
        new EngineAddress(host, EngineAddress.Source.ENVIRONMENT, Optional.empty());
    try (BuildKit missing =
        new BuildKit(() -> nowhere, _ -> Optional.empty(), new EngineDialer())) {
      RecordedBuild build =
          RecordedBuild.run(missing.runner(), context().dockerfile("FROM scratch\n").request());

      assertThat(build.problem())
          .isEqualTo(new Problem.EngineNotRunning(host, "No such file or directory"));
    }
  }

  private BuildDirectory context() {
    return new BuildDirectory(directory);
  }

  private RecordedBuild run(BuildRequest request) throws InterruptedException {
    return RecordedBuild.run(buildKit.runner(), request);
  }
}
