package dev.gantry.adapter.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import dev.gantry.devloop.v1.CompileError;
import dev.gantry.devloop.v1.Cycle;
import dev.gantry.devloop.v1.DevLoopServiceGrpc.DevLoopServiceImplBase;
import dev.gantry.devloop.v1.Outcome;
import dev.gantry.devloop.v1.WatchRequest;
import dev.gantry.devloop.v1.WatchResponse;
import dev.gantry.domain.inference.CodeCycle;
import dev.gantry.domain.inference.CodeOutcome;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.Watched;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CodeWatchTest {
  private final TestLlmServer server = TestLlmServer.start();
  private final GrpcInferenceService service = new GrpcInferenceService(InstantSource.system());
  private final BlockingQueue<Watched<CodeCycle>> told = new LinkedBlockingQueue<>();

  CodeWatchTest() throws IOException {}

  @AfterEach
  void close() {
    service.close();
    server.close();
  }

  private Watched<CodeCycle> next() throws InterruptedException {
    Watched<CodeCycle> next = told.poll(20, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  private static DevLoopServiceImplBase telling(Cycle.Builder... cycles) {
    return new DevLoopServiceImplBase() {
      @Override
      public void watch(WatchRequest request, StreamObserver<WatchResponse> observer) {
        for (Cycle.Builder cycle : cycles) {
          observer.onNext(WatchResponse.newBuilder().setCycle(cycle).build());
        }
      }
    };
  }

  private static Duration millis(int millis) {
    return Duration.newBuilder().setNanos(millis * 1_000_000).build();
  }

  @Test
  void tellsNothingOfAServiceThatDoesNotRunForDevelopmentAndThenOfOneThatDoes() throws Exception {
    Cycle.Builder cycle = Cycle.newBuilder().setNumber(1).addFiles("a/B.java").setSeen(millis(31));
    server.develop(
        telling(
            cycle.clone(),
            cycle
                .clone()
                .setOutcome(Outcome.OUTCOME_SWAPPED)
                .setRebuildNeeded("pom.xml is old")
                .setCompiled(millis(204))
                .setSwapped(millis(290))
                .setServed(millis(312))));

    try (AutoCloseable _ =
        service.watchCode(new ServiceEndpoint("127.0.0.1", server.port(), ""), told::add)) {
      assertThat(next()).isEqualTo(new Watched.NotOffered<>());
      server.stop();
      assertThat(next()).isInstanceOf(Watched.Lost.class);
      server.startAgain();

      assertThat(List.of(next(), next()))
          .isEqualTo(
              List.of(
                  new Watched.News<>(
                      new CodeCycle(
                          1,
                          List.of("a/B.java"),
                          new CodeCycle.Times(
                              java.time.Duration.ofMillis(31),
                              Optional.empty(),
                              Optional.empty(),
                              Optional.empty()),
                          new CodeOutcome.Pending(),
                          Optional.empty())),
                  new Watched.News<>(
                      new CodeCycle(
                          1,
                          List.of("a/B.java"),
                          new CodeCycle.Times(
                              java.time.Duration.ofMillis(31),
                              Optional.of(java.time.Duration.ofMillis(204)),
                              Optional.of(java.time.Duration.ofMillis(290)),
                              Optional.of(java.time.Duration.ofMillis(312))),
                          new CodeOutcome.Swapped(),
                          Optional.of("pom.xml is old")))));
    }
  }

  @Test
  void doesNotMissAProcessThatRestarts() throws Exception {
    Cycle.Builder restart = Cycle.newBuilder().setNumber(2).setOutcome(Outcome.OUTCOME_RESTART);
    server.develop(telling(restart));
    server.stop();
    server.startAgain();

    try (AutoCloseable _ =
        service.watchCode(new ServiceEndpoint("127.0.0.1", server.port(), ""), told::add)) {
      Watched<CodeCycle> restarting = next();
      server.develop(telling(restart.clone().setNumber(3).setOutcome(Outcome.OUTCOME_SWAPPED)));
      server.stop();
      server.startAgain();

      assertThat(List.of(restarting, next()))
          .extracting(it -> ((Watched.News<CodeCycle>) it).value().outcome())
          .containsExactly(new CodeOutcome.Restarting(""), new CodeOutcome.Swapped());
    }
  }

  @Test
  void tellsErrorsWithTheirPlace() {
    Cycle cycle =
        Cycle.newBuilder()
            .setOutcome(Outcome.OUTCOME_COMPILE_ERROR)
            .addErrors(
                CompileError.newBuilder()
                    .setFile("a/B.java")
                    .setLine(7)
                    .setColumn(3)
                    .setMessage("';' expected"))
            .build();

    CodeOutcome.CodeError error = new CodeOutcome.CodeError("a/B.java", 7, "';' expected");
    assertThat(CodeMessages.cycle(cycle).outcome())
        .isEqualTo(new CodeOutcome.CompileFailed(List.of(error)));
    assertThat(error.place()).isEqualTo("B.java:7");
  }

  @Test
  void tellsReasons() {
    Cycle.Builder cycle = Cycle.newBuilder().setReason("because");

    assertThat(
            List.of(
                    Outcome.OUTCOME_UNCHANGED,
                    Outcome.OUTCOME_LOAD_ERROR,
                    Outcome.OUTCOME_RESTART,
                    Outcome.OUTCOME_REBUILD_NEEDED)
                .stream()
                .map(outcome -> CodeMessages.cycle(cycle.setOutcome(outcome).build()).outcome()))
        .isEqualTo(
            List.of(
                new CodeOutcome.Unchanged(),
                new CodeOutcome.LoadFailed("because"),
                new CodeOutcome.Restarting("because"),
                new CodeOutcome.RebuildNeeded("because")));
  }
}
