package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.build.BuildContext;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.Dockerfile;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.problem.Problem;
import io.grpc.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What engines of four kinds said of builds that failed for known reasons, and the problem that
/// Gantry makes of it: a line of `errors.tsv` each, with the engine, the case, the step that
/// failed, its last line of output, the message, and the problem in short.
class RecordedErrorsTest {

  private static final StepId STEP = new StepId("sha256:failed");

  @TempDir private Path context;

  @BeforeEach
  void fillContext() throws IOException {
    Files.writeString(context.resolve("a.txt"), "a");
  }

  static List<Arguments> errors() {
    return new String(Recordings.bytes("errors.tsv"), StandardCharsets.UTF_8)
        .lines()
        .map(line -> Arguments.of((Object[]) line.split("\t", -1)))
        .toList();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("errors")
  void recognisesWhatTheEngineSaid(
      String engine, String name, String step, String output, String message, String problem) {
    assertThat(inShort(problem(step, output, message))).isEqualTo(problem);
  }

  private Problem problem(String step, String output, String message) {
    FailureMapper mapper =
        new FailureMapper(
            new EngineAddress("unix:///e", EngineAddress.Source.DEFAULT_SOCKET, Optional.empty()),
            new BuildTarget(
                "prod",
                "prod",
                "web",
                "image",
                BuildDefinition.of(
                        new BuildContext.Directory(context),
                        new Dockerfile.Inline("FROM debian:trixie-slim AS build\nRUN true\n"))
                    .build()));
    return mapper.problem(
        Status.UNKNOWN.withDescription(message).asRuntimeException(), told(step, output, message));
  }

  private static BuildProgress told(String step, String output, String message) {
    List<BuildEvent> events = new ArrayList<>();
    if (!step.isEmpty()) {
      events.add(
          new BuildEvent.StepUpdated(
              STEP,
              step,
              List.of(),
              false,
              Optional.of(Instant.EPOCH),
              Optional.of(Instant.EPOCH),
              Optional.of(message),
              Optional.empty()));
    }
    if (!output.isEmpty()) {
      events.add(new BuildEvent.Output(STEP, Instant.EPOCH, true, output + "\n"));
    }
    return BuildProgress.of(events);
  }

  private static String inShort(Problem problem) {
    String name = problem.getClass().getSimpleName();
    return switch (problem) {
      case Problem.ImageNotFound it -> name + " " + it.image();
      case Problem.PlatformMissing it -> name + " " + it.image();
      case Problem.RegistryDenied it -> name + " " + it.registry();
      case Problem.RegistryLimitReached it -> name + " " + it.registry();
      case Problem.RegistryUntrusted it -> name + " " + it.registry();
      case Problem.RegistryFailed it -> name + " " + it.registry();
      case Problem.HostUnreachable it -> name + " " + it.host();
      case Problem.UnknownStage it -> name + " " + it.stage() + " of " + it.known();
      case Problem.CopySourceMissing it ->
          name
              + " "
              + it.source()
              + it.stage().map(stage -> " in " + stage).orElse("")
              + (it.excluded() ? " excluded" : "");
      case Problem.SecretMissing it -> name + " " + it.id();
      case Problem.StepFailed it -> name + it.exitCode().map(code -> " " + code).orElse("");
      case Problem.DockerfileInvalid it -> name + it.line().map(line -> " " + line).orElse("");
      default -> name;
    };
  }
}
