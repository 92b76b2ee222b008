package dev.gantry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.adapter.llm.GrpcInferenceService;
import dev.gantry.domain.inference.CodeCycle;
import dev.gantry.domain.inference.CodeOutcome;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.Watched;
import dev.gantry.llm.v1.GetServerInfoRequest;
import dev.gantry.llm.v1.GetServerInfoResponse;
import dev.gantry.llm.v1.ServerServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The mode `dev` on a real engine, as the dashboard sees it: a source of this clone is edited for
/// a moment, and is as it was afterwards.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
class DevLoopIT {
  private static final Path EDITED =
      Path.of("../llm-service/server/src/main/java/dev/gantry/llm/rpc/ServerInfoGrpc.java");
  private static final Path STAYS =
      Path.of("../llm-service/server/src/main/java/dev/gantry/llm/server/LlmServer.java");
  private static final String VERSION = ".setVersion(version)";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static @Nullable ServiceInMode service;

  private final BlockingQueue<CodeCycle> cycles = new LinkedBlockingQueue<>();

  @BeforeAll
  static void bringUp() throws InterruptedException {
    service = ServiceInMode.up("dev");
  }

  @AfterAll
  static void takeDown() throws InterruptedException {
    if (service != null) {
      service.down();
    }
  }

  private CodeCycle end() throws InterruptedException {
    CodeCycle cycle = cycles.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    while (cycle != null && cycle.outcome() instanceof CodeOutcome.Pending) {
      cycle = cycles.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    assertThat(cycle).as("what became of the save").isNotNull();
    return cycle;
  }

  @Test
  void anEditChangesTheAnswerWhileContainerProcessAndModelStay() throws Exception {
    String original = Files.readString(EDITED);
    ManagedChannel channel =
        OkHttpChannelBuilder.forAddress("127.0.0.1", ServiceInMode.port()).usePlaintext().build();
    try (GrpcInferenceService inference = new GrpcInferenceService(InstantSource.system());
        AutoCloseable _ =
            inference.watchCode(
                new ServiceEndpoint("127.0.0.1", ServiceInMode.port(), ""), this::told)) {
      GetServerInfoResponse before = info(channel);

      Files.writeString(EDITED, original.replace(VERSION, ".setVersion(\"edited\")"));
      assertThat(end().outcome()).isEqualTo(new CodeOutcome.Swapped());
      GetServerInfoResponse after = info(channel);
      assertThat(after.getVersion()).isEqualTo("edited");
      assertThat(after.getStartTime()).isEqualTo(before.getStartTime());
      assertThat(after.getModel()).isEqualTo(before.getModel());
      assertThat(end().times().served()).isPresent();

      Files.writeString(EDITED, original.replace(VERSION, ".setVersion(edited)"));
      assertThat(end().outcome())
          .isInstanceOfSatisfying(
              CodeOutcome.CompileFailed.class,
              failed ->
                  assertThat(failed.errors())
                      .extracting(CodeOutcome.CodeError::place)
                      .isEqualTo(List.of("ServerInfoGrpc.java:" + line(original))));
      assertThat(info(channel).getVersion()).isEqualTo("edited");
    } finally {
      Files.writeString(EDITED, original);
      channel.shutdownNow();
    }
  }

  @Test
  void aClassThatStaysAndDoesNotStartIsSaidAndTheNextSaveStartsTheProcessAnew() throws Exception {
    String original = Files.readString(STAYS);
    String container = requireNonNull(service).container();
    ManagedChannel channel =
        OkHttpChannelBuilder.forAddress("127.0.0.1", ServiceInMode.port()).usePlaintext().build();
    try (Watchman watchman = new Watchman()) {
      String started = watchman.inspect(container).getState().getStartedAt();

      Files.writeString(
          STAYS,
          original.replaceFirst(
              "(?m)^public final class LlmServer .*$",
              "$0\n  static { if (true) { throw new IllegalStateException(\"not today\"); } }"));
      assertThat(watchman.awaitLog(container, "devloop.ended")).isTrue();
      assertThat(watchman.awaitLog(container, "IllegalStateException: not today")).isTrue();
      Files.writeString(STAYS, original);

      assertThat(info(channel).getModel().getName()).isNotEmpty();
      assertThat(watchman.inspect(container).getState().getStartedAt()).isEqualTo(started);
    } finally {
      Files.writeString(STAYS, original);
      channel.shutdownNow();
    }
  }

  @Test
  void anImageThatWasJustBuiltIsNotOld() throws Exception {
    try (Watchman watchman = new Watchman()) {
      String listed =
          watchman
              .exec(requireNonNull(service).container(), "cat", "/app/devloop/image.files")
              .output();

      assertThat(listed.lines())
          .hasSizeGreaterThan(20)
          .anyMatch(line -> line.endsWith(" dockerfiles/dev.Dockerfile"))
          .allMatch(line -> Files.exists(Path.of("..", line.substring(line.indexOf(' ') + 1))));
      assertThat(watchman.log(requireNonNull(service).container()))
          .doesNotContain("devloop.rebuild_needed");
    }
  }

  private void told(Watched<CodeCycle> told) {
    if (told instanceof Watched.News<CodeCycle>(var cycle)) {
      cycles.add(cycle);
    }
  }

  private static long line(String source) {
    return 1 + source.lines().takeWhile(text -> !text.contains(VERSION)).count();
  }

  private static GetServerInfoResponse info(ManagedChannel channel) throws Exception {
    return ServerServiceGrpc.newBlockingV2Stub(channel)
        .withWaitForReady()
        .withDeadlineAfter(PATIENCE)
        .getServerInfo(GetServerInfoRequest.getDefaultInstance());
  }
}
