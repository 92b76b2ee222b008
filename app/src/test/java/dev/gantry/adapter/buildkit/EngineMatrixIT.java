package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.EngineAvailable;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.adapter.dial.HttpExchange;
import dev.gantry.adapter.dial.HttpRequest;
import dev.gantry.adapter.privateengine.TestEngine;
import dev.gantry.adapter.privateengine.TestEngine.Release;
import dev.gantry.adapter.sqlite.SqliteStore;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildRunner;
import dev.gantry.domain.build.BuildRunner.RunningBuild;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.ImageConfiguration;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.image.LineRange;
import dev.gantry.domain.plan.BuildPlan;
import dev.gantry.domain.plan.PlannedStep;
import dev.gantry.domain.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Builds on engines of several releases, and on both of the newest one's stores for images.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@ParameterizedClass
@EnumSource(Release.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EngineMatrixIT {

  private static final String IMAGE = "engine-matrix:latest";

  private static @Nullable TestEngine engine;

  @Parameter Release release = Release.NEWEST;
  @TempDir Path directory;

  private final BuildKit buildKit =
      new BuildKit(() -> engine().address(), _ -> Optional.empty(), new EngineDialer());

  @BeforeParameterizedClassInvocation
  static void start(Release release) throws Exception {
    engine = TestEngine.start(release, Files.createTempDirectory("gantry"));
  }

  @AfterParameterizedClassInvocation
  static void stop() throws Exception {
    TestEngine started = engine;
    if (started != null) {
      engine = null;
      started.close();
    }
  }

  @AfterEach
  void disconnect() {
    buildKit.close();
  }

  @Test
  void isTheReleaseThatItSays() {
    assertThat(engine().version())
        .matches(
            switch (release) {
              case DEBIAN_12 -> "20\\.10\\..*";
              case DEBIAN_13 -> "26\\.1\\..*";
              case NEWEST, NEWEST_WITH_CONTAINERD -> "(2[89]|[3-9]\\d)\\..*";
            });
  }

  @Test
  void bringsFilesAsTheyAreAndSecretsToTheStepThatAsks() throws Exception {
    Path token = Files.writeString(directory.resolve("token"), "s3cret");
    BuildDirectory context =
        new BuildDirectory(Files.createDirectory(directory.resolve("context")))
            .file("script", "run")
            .file("sub/fi\u00FCr", "u")
            .file("left/out", "no")
            .file("left/in", "yes")
            .file(".dockerignore", "left/*\n!left/in\nDockerfile\n.dockerignore\n")
            .dockerfile(
                """
                FROM debian:trixie-slim
                COPY . /x
                RUN --mount=type=secret,id=token cd /x && wc -c < /run/secrets/token && \\
                    find . -mindepth 1 ! -type d -printf '%P %M %s %l\\n' | LC_ALL=C sort
                """);
    Files.setPosixFilePermissions(
        context.path().resolve("script"), PosixFilePermissions.fromString("rwxr-x---"));
    Files.createSymbolicLink(context.path().resolve("link"), Path.of("sub/nowhere"));

    RecordedBuild build = run(context.secret("token", token).noCache().tags(IMAGE).request());

    build.succeeded();
    assertThat(build.log("RUN --mount").stream().map(String::stripTrailing))
        .isEqualTo(
            List.of(
                "6",
                "left/in -rw-r--r-- 3",
                "link lrwxrwxrwx 11 sub/nowhere",
                "script -rwxr-x--- 3",
                "sub/fi\u00FCr -rw-r--r-- 1"));
  }

  @Test
  void plansWhatTheBuildThenRuns() throws Exception {
    BuildRequest request =
        new BuildDirectory(directory)
            .file("file", UUID.randomUUID().toString())
            .dockerfile("FROM debian:trixie-slim\nCOPY file /\nRUN cat /file\n")
            .tags(IMAGE)
            .request();
    try (SqliteStore store = new SqliteStore(directory.resolve("builds.sqlite"))) {
      BuildPlan plan = buildKit.planner(store.hashes()).plan(request);

      RecordedBuild build = run(request);

      assertThat(plan.steps())
          .extracting(PlannedStep::name)
          .endsWith("[2/3] COPY file /", "[3/3] RUN cat /file");
      assertThat(build.progress().steps())
          .extracting(Step::name)
          .contains("[2/3] COPY file /", "[3/3] RUN cat /file");
      assertThat(buildKit.planner(store.hashes()).plan(request).lost()).isEmpty();
    }
  }

  @Test
  void knowsTheStepOfEachLayerAlsoFromTheCache() throws Exception {
    BuildRequest request =
        new BuildDirectory(directory)
            .file("hello.txt", "hello")
            .dockerfile(
                """
                FROM debian:trixie-slim AS build
                ARG NONCE
                RUN echo $NONCE > /nonce
                ENV A=b
                COPY hello.txt /
                """)
            .arg("NONCE", UUID.randomUUID().toString())
            .tags(IMAGE)
            .request();

    List<LayerOrigin> first = run(request).succeeded().origins();
    BuildOutcome.Succeeded second = run(request).succeeded();

    assertThat(first).hasSize(layers(IMAGE));
    assertThat(first.getLast().step()).isEqualTo("[3/3] COPY hello.txt /");
    assertThat(first.get(first.size() - 2).step()).startsWith("[2/3] RUN echo ");
    assertThat(first.get(first.size() - 2).cached()).isFalse();
    assertThat(second.origins())
        .extracting(LayerOrigin::step)
        .isEqualTo(first.stream().map(LayerOrigin::step).toList());
    assertThat(second.origins().get(first.size() - 2).cached()).isTrue();
    if (release != Release.DEBIAN_12) {
      assertThat(first.getLast().lines()).hasValue(new LineRange(5, 5));
      Image image =
          new Image(
              second.image().orElseThrow(),
              List.of(),
              "",
              Instant.EPOCH,
              0,
              List.of(),
              ImageConfiguration.NONE);
      assertThat(buildKit.layerOrigins().of(image))
          .extracting(LayerOrigin::step)
          .isEqualTo(first.stream().map(LayerOrigin::step).toList());
    }
  }

  @Test
  void sendsOnlyWhatHasChanged() throws Exception {
    BuildDirectory context =
        new BuildDirectory(directory)
            .dockerfile("FROM scratch\nCOPY . /\n")
            .file("large", "x".repeat(2_000_000))
            .file("small", UUID.randomUUID().toString())
            .tags(IMAGE);
    RecordedBuild first = run(context.request());
    context.file("small", UUID.randomUUID().toString());

    RecordedBuild second = run(context.request());

    assertThat(first.sentBytes()).isGreaterThan(2_000_000);
    assertThat(second.sentBytes()).isLessThan(10_000);
  }

  @Test
  void stopsTheProgramOfACancelledStep() throws Exception {
    String sleep = "sleep 60." + System.nanoTime();
    CountDownLatch begun = new CountDownLatch(1);
    RunningBuild build =
        buildKit
            .runner()
            .start(
                new BuildDirectory(directory)
                    .dockerfile("FROM debian:trixie-slim\nRUN echo begun; " + sleep + "\n")
                    .request(),
                event -> RecordedBuild.countOnOutput(event, "begun", begun));
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    ProcessHandle sleeper = Processes.await(sleep);

    build.cancel();

    assertThat(build.await()).isInstanceOf(BuildOutcome.Cancelled.class);
    sleeper.onExit().get(20, TimeUnit.SECONDS);
  }

  @Test
  void saysWhereADockerfileIsWrong() throws Exception {
    RecordedBuild build =
        run(new BuildDirectory(directory).dockerfile("FROM scratch\n\nCOPPY a /\n").request());

    assertThat(build.problem())
        .isInstanceOfSatisfying(
            Problem.DockerfileInvalid.class,
            invalid -> {
              assertThat(invalid.line()).hasValue(3);
              assertThat(invalid.cause()).containsIgnoringCase("unknown instruction: COPPY");
            });
  }

  @Nested
  class Builds extends EngineBuildRunnerContract {

    @Override
    protected BuildRunner runner() {
      return buildKit.runner();
    }

    @Override
    protected boolean namesLines() {
      return release != Release.DEBIAN_12;
    }
  }

  private RecordedBuild run(BuildRequest request) throws InterruptedException {
    return RecordedBuild.run(buildKit.runner(), request);
  }

  private static int layers(String image) throws Exception {
    try (HttpExchange answer =
        HttpExchange.open(
            new EngineDialer().dial(engine().address(), false),
            HttpRequest.of("GET", "/images/" + image + "/json"))) {
      return new ObjectMapper().readTree(answer.body()).path("RootFS").path("Layers").size();
    }
  }

  private static TestEngine engine() {
    return Objects.requireNonNull(engine);
  }
}
