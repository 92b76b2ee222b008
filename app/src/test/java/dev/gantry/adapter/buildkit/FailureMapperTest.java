package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.adapter.dial.EngineUnreachable;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.problem.Problem;
import dev.gantry.domain.problem.SourcePlace;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureMapperTest {

  private static final String HOST = "unix:///run/docker.sock";
  private static final BuildProgress NOTHING = BuildProgress.nothingYet();

  private final FailureMapper mapper =
      new FailureMapper(
          new EngineAddress(HOST, EngineAddress.Source.DEFAULT_SOCKET, Optional.empty()),
          target("/project", "/project/docker/Dockerfile"));

  @Test
  void namesStepExitCodeLineAndOutput() {
    assertThat(mapper.problem(Recordings.failure("failure"), Recordings.progress("failure")))
        .isEqualTo(
            new Problem.StepFailed(
                "[two 1/1] RUN sleep 0.5; echo broken >&2;     exit 7",
                Optional.of(7),
                "docker/Dockerfile",
                Optional.of(5),
                """
                   3 | RUN echo 6596557966651 > /dev/null; sleep 20
                   4 | FROM base AS two
                   5 | RUN sleep 0.5; echo broken >&2; \\
                   6 |     exit 7
                   7 | FROM scratch\
                """,
                List.of("broken"),
                "process \"/bin/sh -c sleep 0.5; echo broken >&2;     exit 7\" did not complete"
                    + " successfully: exit code: 7"));
  }

  @Test
  void findsTheStepWithoutDetailsAsOlderEnginesGiveNone() {
    Throwable failure =
        Status.UNKNOWN
            .withDescription("executor failed running [/bin/sh -c false]: exit code: 7")
            .asRuntimeException();

    assertThat(mapper.problem(failure, Recordings.progress("failure")))
        .isEqualTo(
            new Problem.StepFailed(
                "[two 1/1] RUN sleep 0.5; echo broken >&2;     exit 7",
                Optional.of(7),
                "docker/Dockerfile",
                Optional.empty(),
                "",
                List.of("broken"),
                "process \"/bin/sh -c sleep 0.5; echo broken >&2;     exit 7\" did not complete"
                    + " successfully: exit code: 7"));
  }

  @Test
  void namesTheLineOfASyntaxError() {
    assertThat(
            mapper.problem(Recordings.failure("syntax-error"), Recordings.progress("syntax-error")))
        .isEqualTo(
            new Problem.DockerfileInvalid(
                "docker/Dockerfile",
                Optional.of(3),
                "   1 | FROM scratch\n   2 |\n   3 | COPPY a /",
                "dockerfile parse error on line 3: unknown instruction: COPPY (did you mean"
                    + " COPY?)"));
  }

  @Test
  void readsTheLineOfASyntaxErrorOutOfTheMessageWhereThatIsAll() {
    Throwable failure =
        Status.UNKNOWN
            .withDescription("dockerfile parse error line 12: unknown instruction: RUNN")
            .asRuntimeException();

    assertThat(mapper.problem(failure, NOTHING))
        .isEqualTo(
            new Problem.DockerfileInvalid(
                "docker/Dockerfile",
                Optional.of(12),
                "",
                "dockerfile parse error line 12: unknown instruction: RUNN"));
  }

  @Test
  void namesTheInstructionThatMissesAFile() {
    assertThat(
            mapper.problem(Recordings.failure("missing-file"), Recordings.progress("missing-file")))
        .isEqualTo(
            new Problem.CopySourceMissing(
                "missing",
                Optional.empty(),
                false,
                new SourcePlace(
                    "docker/Dockerfile",
                    Optional.of(2),
                    "   1 | FROM debian:trixie-slim\n   2 | COPY missing /"),
                Objects.requireNonNull(
                    Recordings.failure("missing-file").getStatus().getDescription())));
  }

  @Test
  void recognisesAFullDisk() {
    Throwable failure =
        Status.UNKNOWN
            .withDescription("failed to copy: write /var/lib/x: no space left on device")
            .asRuntimeException();

    assertThat(mapper.problem(failure, NOTHING))
        .isEqualTo(
            new Problem.DiskFull(
                HOST, "failed to copy: write /var/lib/x: no space left on device"));
  }

  @Test
  void tellsAnEngineThatIsNotThereFromOneThatWentAway() {
    Problem.EngineProblem denied = new Problem.EnginePermissionDenied(HOST, "Permission denied");
    Throwable unreachable =
        Status.UNAVAILABLE.withCause(new EngineUnreachable(denied)).asRuntimeException();
    Throwable lost = Status.UNAVAILABLE.withDescription("io exception").asRuntimeException();

    assertThat(mapper.problem(unreachable, NOTHING)).isEqualTo(denied);
    assertThat(mapper.problem(unreachable, Recordings.progress("cancelled")))
        .isInstanceOf(Problem.EngineWentAway.class);
    assertThat(mapper.problem(lost, NOTHING))
        .isEqualTo(new Problem.EngineWentAway(HOST, "io exception"));
  }

  @Test
  void passesOnWhatItDoesNotKnow() {
    Throwable failure = Status.UNKNOWN.withDescription("no idea").asRuntimeException();

    assertThat(mapper.problem(failure, NOTHING))
        .isEqualTo(new Problem.BuildFailed("prod", "no idea"));
    assertThat(
            mapper.problem(
                Status.UNKNOWN.withDescription("syntax error in pattern").asRuntimeException(),
                NOTHING))
        .isEqualTo(
            new Problem.DockerfileInvalid(
                ".dockerignore", Optional.empty(), "", "syntax error in pattern"));
  }

  @Test
  void namesADockerfileOutsideTheContextByItsWholePath() {
    FailureMapper outside =
        new FailureMapper(
            new EngineAddress(HOST, EngineAddress.Source.DEFAULT_SOCKET, Optional.empty()),
            target("/project", "/elsewhere/Dockerfile"));

    assertThat(
            outside.problem(
                Recordings.failure("syntax-error"), Recordings.progress("syntax-error")))
        .extracting(problem -> ((Problem.DockerfileInvalid) problem).file())
        .isEqualTo("/elsewhere/Dockerfile");
  }

  private static BuildTarget target(String context, String dockerfile) {
    return new BuildTarget(
        "prod",
        "prod",
        "web",
        "image",
        BuildDefinition.of(Path.of(context), Path.of(dockerfile)).build());
  }
}
