package dev.gantry.adapter.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gantry.domain.inference.FinishReason;
import dev.gantry.domain.inference.GenerationEvent;
import dev.gantry.domain.inference.InferenceService;
import dev.gantry.domain.inference.InferenceServiceContract;
import dev.gantry.domain.inference.Prompt;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.ServiceHealth;
import dev.gantry.domain.problem.Problem;
import dev.gantry.llm.v1.ChatInput;
import dev.gantry.llm.v1.ChatMessage;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.Role;
import dev.gantry.llm.v1.SamplingParameters;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GrpcInferenceServiceTest extends InferenceServiceContract {
  private final TestLlmServer server = TestLlmServer.start();
  private final GrpcInferenceService service = new GrpcInferenceService(InstantSource.system());

  GrpcInferenceServiceTest() throws IOException {}

  @AfterEach
  void close() {
    service.close();
    server.close();
  }

  @Test
  void asksAsAChatWithTheParametersOfThePrompt() throws Exception {
    Prompt prompt = new Prompt("Hi", 5, 0.5, Optional.of(7L), List.of("\n"), Duration.ofMinutes(1));
    server.answerWith(List.of(), true);

    service.generate(endpoint(), prompt, _ -> {});

    assertThat(server.lastRequest())
        .isEqualTo(
            GenerateRequest.newBuilder()
                .setChat(
                    ChatInput.newBuilder()
                        .addMessages(
                            ChatMessage.newBuilder().setRole(Role.ROLE_USER).setContent("Hi")))
                .setSampling(SamplingParameters.newBuilder().setTemperature(0.5f).setSeed(7))
                .setMaxTokens(5)
                .addStop("\n")
                .build());
  }

  @Test
  void stampsEventsWithTheTimeOfTheirArrival() throws Exception {
    server.answerWith(List.of("Good"), true);
    Instant noon = Instant.parse("2026-05-01T12:00:00Z");
    BlockingQueue<GenerationEvent> told = new LinkedBlockingQueue<>();

    try (GrpcInferenceService atNoon = new GrpcInferenceService(InstantSource.fixed(noon))) {
      atNoon.generate(endpoint(), PROMPT, told::add);

      assertThat(List.of(next(told), next(told), next(told), next(told)))
          .isEqualTo(
              List.of(
                  new GenerationEvent.Queued(noon, 0),
                  new GenerationEvent.Started(noon, 9),
                  new GenerationEvent.Token(noon, "Good"),
                  new GenerationEvent.Finished(noon, FinishReason.END_OF_TEXT, 1)));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {"INVALID_ARGUMENT", "OUT_OF_RANGE", "FAILED_PRECONDITION"})
  void aRequestThatTheServiceRefusesIsRejected(Status.Code code) throws Exception {
    server.refuse(code.toStatus().withDescription("no such role").asRuntimeException());

    assertThat(problem(ask())).isEqualTo(new Problem.RequestRejected("no such role"));
  }

  @Test
  void aFullQueueIsOverload() throws Exception {
    server.refuse(Status.RESOURCE_EXHAUSTED.withDescription("8 wait").asRuntimeException());

    assertThat(problem(ask())).isEqualTo(new Problem.ServiceOverloaded("8 wait"));
  }

  @Test
  void aServiceThatSaysSoIsNotServing() throws Exception {
    server.refuse(unavailable("the model is loading"));

    assertThat(problem(ask()))
        .isEqualTo(
            new Problem.ServiceNotServing("127.0.0.1:" + server.port(), "the model is loading"));
  }

  @Test
  void aConnectionThatIsLostInMidAnswerIsUnreachable() throws Exception {
    server.answerWith(List.of("Good"), false);
    BlockingQueue<GenerationEvent> told = new LinkedBlockingQueue<>();

    service.generate(endpoint(), PROMPT, told::add);
    while (!(next(told) instanceof GenerationEvent.Token)) {
      // the events before it
    }
    server.stop();

    assertThat(next(told))
        .isInstanceOfSatisfying(
            GenerationEvent.Failed.class,
            failed -> assertThat(failed.problem()).isInstanceOf(Problem.ServiceUnreachable.class));
  }

  @Test
  void anAnswerThatTakesTooLongIsTimedOut() throws Exception {
    server.answerWith(List.of("Good"), false);
    Duration deadline = Duration.ofMillis(300);
    CompletableFuture<GenerationEvent> last = new CompletableFuture<>();

    service.generate(
        endpoint(),
        new Prompt("Hi", 5, 0, Optional.empty(), List.of(), deadline),
        event -> {
          if (event instanceof GenerationEvent.Failed) {
            last.complete(event);
          }
        });

    assertThat(problem(List.of(last.get(10, TimeUnit.SECONDS))))
        .isEqualTo(new Problem.RequestTimedOut(deadline));
    assertThat(server.sawCancel(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void aFailureOfTheServiceHasItsCode() throws Exception {
    server.refuse(Status.INTERNAL.withDescription("decode failed").asRuntimeException());

    assertThat(problem(ask())).isEqualTo(new Problem.ServiceFailed("INTERNAL", "decode failed"));
  }

  @Test
  void saysThatAServerHasNoGeneration() throws Exception {
    server.refuse(Status.UNIMPLEMENTED.withDescription("Method not found").asRuntimeException());

    assertThat(problem(ask()))
        .isEqualTo(new Problem.NotTheService(endpoint().address(), "Method not found"));
  }

  @Test
  void saysThatAServerOfAnotherProtocolIsNotTheService() throws Exception {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.start();
    ServiceEndpoint endpoint = new ServiceEndpoint("127.0.0.1", http.getAddress().getPort(), "");
    BlockingQueue<GenerationEvent> told = new LinkedBlockingQueue<>();
    try {
      service.generate(endpoint, PROMPT, told::add);

      assertThat(problem(List.of(next(told))))
          .isInstanceOfSatisfying(
              Problem.NotTheService.class,
              problem -> assertThat(problem.address()).isEqualTo(endpoint.address()));
    } finally {
      http.stop(0);
    }
  }

  @Test
  void aStreamThatEndsTooEarlyIsAFailure() throws Exception {
    server.answer((_, observer) -> observer.onCompleted());

    assertThat(problem(ask()))
        .isEqualTo(
            new Problem.ServiceFailed("OK", "the stream ended before the answer was complete"));
  }

  /// The server can send far more than flow control lets through; it stops being ready instead.
  @Test
  void aSlowListenerHoldsTheServiceUp() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch serverStalled = new CountDownLatch(1);
    AtomicInteger told = new AtomicInteger();
    String text = "x".repeat(10_000);
    server.answer(
        (_, observer) -> {
          for (int i = 0; i < 100_000 && observer.isReady(); i++) {
            observer.onNext(TestLlmServer.token(text));
          }
          serverStalled.countDown();
        });

    var generation =
        service.generate(
            endpoint(),
            PROMPT,
            _ -> {
              told.incrementAndGet();
              awaitQuietly(blocked);
            });

    assertThat(serverStalled.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(told).hasValueLessThanOrEqualTo(1);
    generation.cancel();
    blocked.countDown();
  }

  @Test
  void saysThatAServerHasNoHealthService() throws Exception {
    BlockingQueue<ServiceHealth> told = new LinkedBlockingQueue<>();

    try (TestLlmServer plain = TestLlmServer.withoutHealthService();
        AutoCloseable _ =
            service.watchHealth(new ServiceEndpoint("127.0.0.1", plain.port(), ""), told::add)) {
      assertThat(next(told)).isEqualTo(new ServiceHealth.Answering());
      plain.stop();
      assertThat(next(told)).isInstanceOf(ServiceHealth.Unreachable.class);
    }
  }

  @Test
  void seesAServiceWithinASecondOfItsReturn() throws Exception {
    BlockingQueue<ServiceHealth> told = new LinkedBlockingQueue<>();
    server.stop();

    try (AutoCloseable _ = service.watchHealth(endpoint(), told::add)) {
      assertThat(next(told))
          .isEqualTo(
              new ServiceHealth.Unreachable(
                  new Problem.ServiceUnreachable(endpoint().address(), "Connection refused")));
      // long enough for gRPC's own pause to have grown beyond a second
      assertThat(told.poll(4, TimeUnit.SECONDS)).isNull();
      server.startAgain();
      assertThat(told.poll(1, TimeUnit.SECONDS)).isEqualTo(new ServiceHealth.Serving());
    }
  }

  @Override
  protected InferenceService service() {
    return service;
  }

  @Override
  protected ServiceEndpoint endpoint() {
    return new ServiceEndpoint("127.0.0.1", server.port(), "acme.Llm");
  }

  @Override
  protected void becomeServing(boolean serving) {
    server.become(serving);
  }

  @Override
  protected void goAway() throws InterruptedException {
    server.stop();
  }

  @Override
  protected void comeBack() throws IOException {
    server.startAgain();
  }

  @Override
  protected void answerWith(List<String> tokens, boolean end) {
    server.answerWith(tokens, end);
  }

  @Override
  protected void refuse(String words) {
    server.refuse(Status.INVALID_ARGUMENT.withDescription(words).asRuntimeException());
  }

  @Override
  protected boolean noticesCancel(Duration patience) throws InterruptedException {
    return server.sawCancel(patience);
  }

  private static StatusRuntimeException unavailable(String words) {
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(Status.Code.UNAVAILABLE.value())
            .setMessage(words)
            .build());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
