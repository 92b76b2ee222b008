package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gantry.EngineAvailable;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.adapter.sqlite.SqliteStore;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildReduction;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildRunner;
import dev.gantry.domain.build.BuildRunner.RunningBuild;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.plan.Planner;
import dev.gantry.domain.problem.BuildOptionObstacle;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Builds on an engine whose BuildKit cannot be called, with and without sessions: what such
/// engines refuse, a proxy refuses here.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@ParameterizedClass
@EnumSource(BuildReduction.class)
@Timeout(120)
class FallbackIT extends EngineBuildRunnerContract {

  private static final String IMAGE = "buildkit-fallback:latest";

  @Parameter BuildReduction reduction = BuildReduction.FEWER_DETAILS;

  private final EngineProxy proxy = new EngineProxy();
  private final BuildKit buildKit =
      new BuildKit(this::engine, _ -> Optional.empty(), new EngineDialer());

  FallbackIT() throws IOException {}

  private EngineAddress engine() {
    proxy.refusing("/grpc");
    if (reduction == BuildReduction.CLASSIC_BUILDER) {
      proxy.refusing("/session");
    }
    return proxy.address();
  }

  @AfterEach
  void close() throws Exception {
    buildKit.close();
    proxy.close();
    EngineHttp.removeImage(IMAGE);
  }

  @Override
  protected BuildRunner runner() {
    return buildKit.runner();
  }

  @Override
  protected boolean namesLines() {
    return false;
  }

  @Test
  void saysInWhatWayItBuilds() throws Exception {
    RecordedBuild build = RecordedBuild.run(runner(), succeeding());

    assertThat(build.progress().reduction()).hasValue(reduction);
    assertThat(build.succeeded().image().orElseThrow().value())
        .isEqualTo(EngineHttp.image("buildkit-contract:latest").path("Id").asText());
  }

  @Test
  void saysThatItCannotForecast() {
    try (SqliteStore store = new SqliteStore(directory.resolve("builds.sqlite"))) {
      Planner planner = buildKit.planner(store.hashes());

      assertThatExceptionOfType(GantryException.class)
          .isThrownBy(() -> planner.plan(succeeding()))
          .extracting(GantryException::problem)
          .isEqualTo(new Problem.PlanUnsupported(engine().host()));
    }
  }

  @Test
  void bringsFilesAsTheyAreWithoutThoseThatAreIgnored() throws Exception {
    BuildDirectory context =
        new BuildDirectory(Files.createDirectory(directory.resolve("context")))
            .file("script", "run")
            .file("sub/" + "n".repeat(120) + "/fi\u00FCr", "u")
            .file("left/out", "no")
            .file("left/in", "yes")
            .file(".dockerignore", "# all but one\nleft/*\n!left/in\nother.Dockerfile\n")
            .dockerfileAt(
                Files.writeString(
                    directory.resolve("other.Dockerfile"),
                    """
                    FROM debian:trixie-slim
                    ARG WHO
                    COPY . /x
                    RUN cd /x && echo $WHO && \\
                        find . -mindepth 1 ! -type d -printf '%P %M %s %l\\n' | LC_ALL=C sort
                    """));
    Files.setPosixFilePermissions(
        context.path().resolve("script"), PosixFilePermissions.fromString("rwxr-x---"));
    Files.createSymbolicLink(context.path().resolve("link"), Path.of("sub/nowhere"));

    RecordedBuild build =
        RecordedBuild.run(runner(), context.arg("WHO", "a & b").noCache().tags(IMAGE).request());

    build.succeeded();
    assertThat(build.log("RUN cd").stream().map(String::stripTrailing))
        .filteredOn(line -> !line.startsWith(".docker"))
        .isEqualTo(
            List.of(
                "a & b",
                "left/in -rw-r--r-- 3",
                "link lrwxrwxrwx 11 sub/nowhere",
                "script -rwxr-x--- 3",
                "sub/" + "n".repeat(120) + "/fi\u00FCr -rw-r--r-- 1"));
  }

  @Test
  void tellsWhatComesFromTheCache() throws Exception {
    BuildRequest request =
        new BuildDirectory(directory)
            .dockerfile("FROM debian:trixie-slim\nRUN echo kept\n")
            .tags(IMAGE)
            .request();
    RecordedBuild.run(runner(), request).succeeded();

    RecordedBuild again = RecordedBuild.run(runner(), request);

    assertThat(again.progress().steps())
        .filteredOn(step -> step.name().contains("RUN echo kept"))
        .extracting(Step::state)
        .isEqualTo(List.of(new StepState.Cached()));
  }

  @Test
  void stopsTheProgramOfACancelledStep() throws Exception {
    String sleep = "sleep 60." + System.nanoTime();
    CountDownLatch begun = new CountDownLatch(1);
    RunningBuild build =
        runner()
            .start(
                new BuildDirectory(directory)
                    .dockerfile("FROM debian:trixie-slim\nRUN echo begun; " + sleep + "\n")
                    .request(),
                event -> RecordedBuild.countOnOutput(event, "begun", begun));
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    List<ProcessHandle> sleepers = Processes.find(sleep);

    build.cancel();

    assertThat(build.await()).isInstanceOf(BuildOutcome.Cancelled.class);
    // empty where the engine's processes cannot be seen from here
    for (ProcessHandle sleeper : sleepers) {
      sleeper.onExit().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void saysThatSecretsNeedASession() throws Exception {
    Path token = Files.writeString(directory.resolve("token"), "s3cret");
    RecordedBuild build =
        RecordedBuild.run(
            runner(),
            new BuildDirectory(directory)
                .dockerfile(
                    """
                    FROM debian:trixie-slim
                    RUN --mount=type=secret,id=token wc -c < /run/secrets/token
                    """)
                .secret("token", token)
                .noCache()
                .request());

    switch (reduction) {
      case FEWER_DETAILS -> assertThat(build.log("id=token")).isEqualTo(List.of("6"));
      case CLASSIC_BUILDER ->
          assertThat(build.problem())
              .isEqualTo(
                  new Problem.BuildOptionUnsupported(
                      "prod", "secrets", "token", BuildOptionObstacle.ENGINE_CANNOT, ""));
    }
  }
}
