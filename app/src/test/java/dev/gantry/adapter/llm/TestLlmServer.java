package dev.gantry.adapter.llm;

import dev.gantry.devloop.v1.DevLoopServiceGrpc.DevLoopServiceImplBase;
import dev.gantry.llm.v1.FinishReason;
import dev.gantry.llm.v1.Finished;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.GenerationServiceGrpc.GenerationServiceImplBase;
import dev.gantry.llm.v1.Queued;
import dev.gantry.llm.v1.ServerServiceGrpc.ServerServiceImplBase;
import dev.gantry.llm.v1.Started;
import dev.gantry.llm.v1.Token;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A gRPC server of the service's API on the loopback whose answers the test decides.
final class TestLlmServer implements AutoCloseable {
  private static final String HEALTH = "acme.Llm";

  /// What a request is answered with.
  interface Answer
      extends BiConsumer<GenerateRequest, ServerCallStreamObserver<GenerateResponse>> {}

  private final BlockingQueue<GenerateRequest> requests = new LinkedBlockingQueue<>();
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final boolean hasHealth;
  private HealthStatusManager health = new HealthStatusManager();
  private @Nullable DevLoopServiceImplBase saves;
  private @Nullable ServerServiceImplBase load;
  private volatile Answer answer = (_, observer) -> observer.onCompleted();
  private final int port;
  private Server server;

  private TestLlmServer(boolean hasHealth) throws IOException {
    this.hasHealth = hasHealth;
    this.server = start(0);
    this.port = server.getPort();
  }

  static TestLlmServer start() throws IOException {
    return new TestLlmServer(true);
  }

  /// From the next start on, it runs for development, and these were its saves.
  void develop(DevLoopServiceImplBase service) {
    saves = service;
  }

  /// From the next start on, it tells its load.
  void tellLoad(ServerServiceImplBase service) {
    load = service;
  }

  static TestLlmServer withoutHealthService() throws IOException {
    return new TestLlmServer(false);
  }

  int port() {
    return port;
  }

  void become(boolean serving) {
    health.setStatus(HEALTH, serving ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
  }

  void answer(Answer next) {
    answer = next;
  }

  void answerWith(List<String> tokens, boolean end) {
    answer(
        (_, observer) -> {
          observer.setOnCancelHandler(cancelled::countDown);
          observer.onNext(queued());
          observer.onNext(started(9));
          tokens.forEach(token -> observer.onNext(token(token)));
          if (end) {
            observer.onNext(finished(tokens.size()));
            observer.onCompleted();
          }
        });
  }

  void refuse(StatusRuntimeException error) {
    answer((_, observer) -> observer.onError(error));
  }

  boolean sawCancel(Duration patience) throws InterruptedException {
    return cancelled.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  GenerateRequest lastRequest() throws InterruptedException {
    return requests.take();
  }

  void stop() throws InterruptedException {
    server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
  }

  void startAgain() throws IOException {
    health = new HealthStatusManager();
    server = start(port);
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  static GenerateResponse queued() {
    return GenerateResponse.newBuilder().setQueued(Queued.getDefaultInstance()).build();
  }

  static GenerateResponse started(int promptTokens) {
    return GenerateResponse.newBuilder()
        .setStarted(Started.newBuilder().setPromptTokens(promptTokens))
        .build();
  }

  static GenerateResponse token(String text) {
    return GenerateResponse.newBuilder().setToken(Token.newBuilder().setText(text)).build();
  }

  static GenerateResponse finished(int tokens) {
    return GenerateResponse.newBuilder()
        .setFinished(
            Finished.newBuilder()
                .setReason(FinishReason.FINISH_REASON_END_OF_TEXT)
                .setGeneratedTokens(tokens))
        .build();
  }

  private Server start(int atPort) throws IOException {
    health.setStatus(HEALTH, ServingStatus.SERVING);
    OkHttpServerBuilder builder =
        OkHttpServerBuilder.forPort(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), atPort),
                InsecureServerCredentials.create())
            .addService(new Generations());
    if (saves != null) {
      builder.addService(saves);
    }
    if (load != null) {
      builder.addService(load);
    }
    if (hasHealth) {
      builder.addService(health.getHealthService());
    }
    return builder.build().start();
  }

  private final class Generations extends GenerationServiceImplBase {
    @Override
    public void generate(GenerateRequest request, StreamObserver<GenerateResponse> observer) {
      requests.add(request);
      answer.accept(request, (ServerCallStreamObserver<GenerateResponse>) observer);
    }
  }
}
