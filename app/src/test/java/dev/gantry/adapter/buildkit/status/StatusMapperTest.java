package dev.gantry.adapter.buildkit.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.gantry.adapter.buildkit.Recordings;
import dev.gantry.adapter.buildkit.proto.ProgressGroup;
import dev.gantry.adapter.buildkit.proto.StatusResponse;
import dev.gantry.adapter.buildkit.proto.Vertex;
import dev.gantry.adapter.buildkit.proto.VertexLog;
import dev.gantry.adapter.buildkit.proto.VertexStatus;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepGroup;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.image.LineRange;
import dev.gantry.domain.log.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class StatusMapperTest {

  static final List<Arguments> RECORDED =
      List.of(
          Arguments.of(
              "success",
              """
              done [internal] load build definition from Dockerfile
              done [internal] load metadata for docker.io/library/debian:trixie-slim
              done [internal] load .dockerignore
              done [final 1/1] COPY --from=build /a.txt /
              done [build 3/3] COPY a.txt /
              done [internal] load build context
              done [build 2/3] RUN | plé | 3% | warn
              cached [build 1/3] FROM docker.io/library/debian:trixie-slim
              done exporting to image
              """),
          Arguments.of(
              "cached",
              """
              done [internal] load build definition from Dockerfile
              done [internal] load .dockerignore
              done [internal] load metadata for docker.io/library/debian:trixie-slim
              done [internal] load build context
              cached [build 2/3] RUN
              done [build 1/3] FROM docker.io/library/debian:trixie-slim
              cached [final 1/1] COPY --from=build /a.txt /
              cached [build 3/3] COPY a.txt /
              done exporting to image
              """),
          Arguments.of(
              "failure",
              """
              done [internal] load build definition from Dockerfile
              done [internal] load metadata for docker.io/library/debian:trixie-slim
              done [internal] load .dockerignore
              cancelled [one 1/1] RUN
              cached [base 1/1] FROM docker.io/library/debian:trixie-slim
              waiting [stage-3 2/2] COPY --from=two / /
              failed [two 1/1] RUN | broken
              waiting [stage-3 1/2] COPY --from=one / /
              """),
          Arguments.of(
              "cancelled",
              """
              done [internal] load build definition from Dockerfile
              done [internal] load metadata for docker.io/library/debian:trixie-slim
              done [internal] load .dockerignore
              waiting [3/3] RUN
              cancelled [2/3] RUN | 6596557966651
              cached [1/3] FROM docker.io/library/debian:trixie-slim
              """),
          Arguments.of(
              "syntax-error",
              """
              done [internal] load build definition from Dockerfile
              """));

  @ParameterizedTest(name = "{0}")
  @FieldSource("RECORDED")
  void tellsWhatTheEngineTold(String name, String steps) {
    BuildProgress progress = Recordings.progress(name);

    assertThat(
            progress.steps().stream()
                .map(step -> line(step, progress))
                .collect(Collectors.joining("\n", "", "\n")))
        .isEqualTo(steps);
  }

  @Test
  void addsUpTheIntervalsOfAStepThatIsStartedTwice() {
    Step step = Recordings.progress("success").steps().getFirst();

    assertThat(step.state())
        .isEqualTo(
            new StepState.Done(
                Instant.parse("2026-11-22T22:20:09.544218867Z"),
                Instant.parse("2026-11-22T22:20:10.494774789Z"),
                Duration.parse("PT0.95039947S")));
  }

  @Test
  void tellsWarningsWithTheirPlace() {
    assertThat(Recordings.progress("success").warnings())
        .extracting(BuildEvent.Warning::message, BuildEvent.Warning::lines)
        .containsExactlyInAnyOrder(
            tuple(
                "FromAsCasing: 'as' and 'FROM' keywords' casing do not match (line 5)",
                Optional.of(new LineRange(5, 5))),
            tuple(
                "MaintainerDeprecated: Maintainer instruction is deprecated in favor of using"
                    + " label (line 6)",
                Optional.of(new LineRange(6, 6))));
  }

  @Test
  void mapsEachField() {
    Timestamp one = Timestamp.newBuilder().setSeconds(1).setNanos(5).build();
    StatusResponse message =
        StatusResponse.newBuilder()
            .addVertexes(
                Vertex.newBuilder()
                    .setDigest("sha256:a")
                    .addInputs("sha256:b")
                    .setName("RUN x")
                    .setCached(true)
                    .setStarted(one)
                    .setCompleted(one)
                    .setError("broken")
                    .setProgressGroup(
                        ProgressGroup.newBuilder().setId("g").setName("RUN x y").setWeak(true)))
            .addStatuses(
                VertexStatus.newBuilder()
                    .setVertex("sha256:a")
                    .setId("transferring")
                    .setCurrent(3)
                    .setTotal(4)
                    .setStarted(one))
            .build();

    assertThat(new StatusMapper().events(message))
        .isEqualTo(
            List.of(
                new BuildEvent.StepUpdated(
                    new StepId("sha256:a"),
                    "RUN x",
                    List.of(new StepId("sha256:b")),
                    true,
                    Optional.of(Instant.ofEpochSecond(1, 5)),
                    Optional.of(Instant.ofEpochSecond(1, 5)),
                    Optional.of("broken"),
                    Optional.of(new StepGroup("g", "RUN x y", true))),
                new BuildEvent.Transfer(
                    new StepId("sha256:a"),
                    "transferring",
                    3,
                    4,
                    Optional.of(Instant.ofEpochSecond(1, 5)),
                    Optional.empty())));
  }

  @Test
  void joinsCharactersThatAreCutInTwo() {
    StatusMapper mapper = new StatusMapper();

    assertThat(text(mapper, 1, 'a', 0xe2, 0x98)).isEqualTo("a");
    assertThat(text(mapper, 2, 'b')).isEqualTo("b");
    assertThat(text(mapper, 1, 0xba, 'c')).isEqualTo("\u263Ac");
    assertThat(text(mapper, 1, 0xff, 'd')).isEqualTo("\uFFFDd");
  }

  private static String text(StatusMapper mapper, long stream, int... bytes) {
    byte[] message = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      message[i] = (byte) bytes[i];
    }
    VertexLog log =
        VertexLog.newBuilder()
            .setVertex("sha256:a")
            .setStream(stream)
            .setMsg(ByteString.copyFrom(message))
            .build();
    List<BuildEvent> events = mapper.events(StatusResponse.newBuilder().addLogs(log).build());
    return ((BuildEvent.Output) events.getFirst()).text();
  }

  private static String line(Step step, BuildProgress progress) {
    String state =
        switch (step.state()) {
          case StepState.Waiting _ -> "waiting ";
          case StepState.Running _ -> "running ";
          case StepState.Cached _ -> "cached ";
          case StepState.Done _ -> "done ";
          case StepState.Failed _ -> "failed ";
          case StepState.Cancelled _ -> "cancelled ";
        };
    String log =
        progress.log(step.id()).lines().lines().stream()
            .map(LogLine::text)
            .map(text -> " | " + text)
            .collect(Collectors.joining());
    return state + step.name().replaceFirst("RUN .*", "RUN") + log;
  }
}
