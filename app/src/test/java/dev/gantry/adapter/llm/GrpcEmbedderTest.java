package dev.gantry.adapter.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.domain.inference.Embedder;
import dev.gantry.domain.inference.EmbedderContract;
import dev.gantry.domain.inference.Embedding;
import dev.gantry.domain.inference.FakeEmbedder;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import dev.gantry.llm.v1.EmbedRequest;
import dev.gantry.llm.v1.EmbedResponse;
import dev.gantry.llm.v1.EmbeddingServiceGrpc.EmbeddingServiceImplBase;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Against a server that makes vectors as [FakeEmbedder] does.
class GrpcEmbedderTest extends EmbedderContract {
  private final GrpcInferenceService service = new GrpcInferenceService(InstantSource.system());
  private final CountDownLatch asked = new CountDownLatch(1);
  private volatile Optional<Status> refusal = Optional.empty();
  private volatile boolean silent;
  private volatile int missing;
  private final Server server = start();
  private int port = server.getPort();

  GrpcEmbedderTest() throws IOException {}

  @AfterEach
  void close() {
    service.close();
    server.shutdownNow();
  }

  @Test
  void aServerWithoutEmbeddingsSaysSo() {
    refusal = Optional.of(Status.UNAVAILABLE.withDescription("embeddings are switched off"));

    assertThatThrownBy(() -> embedder().embed(endpoint(), List.of("a"), Duration.ofSeconds(9)))
        .isInstanceOfSatisfying(
            GantryException.class,
            failed ->
                assertThat(failed.problem())
                    .isEqualTo(
                        new Problem.ServiceNotServing(
                            "127.0.0.1:" + server.getPort(), "embeddings are switched off")));
  }

  @Test
  void anAnswerWithTooFewVectorsIsNone() {
    missing = 1;

    assertThatThrownBy(() -> embedder().embed(endpoint(), List.of("a"), Duration.ofSeconds(9)))
        .isInstanceOfSatisfying(
            GantryException.class,
            failed ->
                assertThat(failed.problem())
                    .isEqualTo(new Problem.ServiceFailed("OK", "0 vectors for 1 texts")));
  }

  @Test
  void doesNotWaitLongerThanItMay() {
    silent = true;
    Duration deadline = Duration.ofMillis(200);

    assertThatThrownBy(() -> embedder().embed(endpoint(), List.of("a"), deadline))
        .isInstanceOfSatisfying(
            GantryException.class,
            failed ->
                assertThat(failed.problem()).isEqualTo(new Problem.RequestTimedOut(deadline)));
  }

  @Test
  void anInterruptEndsTheWaiting() throws Exception {
    silent = true;
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread asking =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    embedder().embed(endpoint(), List.of("a"), Duration.ofMinutes(5));
                  } catch (InterruptedException _) {
                    interrupted.countDown();
                  }
                });
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

    asking.interrupt();

    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Override
  protected Embedder embedder() {
    return service.embedder();
  }

  @Override
  protected ServiceEndpoint endpoint() {
    return new ServiceEndpoint("127.0.0.1", port, "");
  }

  @Override
  protected void refuse(String words) {
    refusal = Optional.of(Status.INVALID_ARGUMENT.withDescription(words));
  }

  @Override
  protected void goAway() throws InterruptedException {
    port = server.getPort();
    server.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
  }

  private Server start() throws IOException {
    return OkHttpServerBuilder.forPort(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            InsecureServerCredentials.create())
        .addService(new Embeddings())
        .build()
        .start();
  }

  private final class Embeddings extends EmbeddingServiceImplBase {
    @Override
    public void embed(EmbedRequest request, StreamObserver<EmbedResponse> observer) {
      asked.countDown();
      if (silent) {
        return;
      }
      if (refusal.isPresent()) {
        observer.onError(refusal.get().asRuntimeException());
        return;
      }
      Embedder.Answer answer =
          new FakeEmbedder().embed(endpoint(), request.getTextsList(), Duration.ZERO);
      EmbedResponse.Builder response =
          EmbedResponse.newBuilder().setModel(answer.model()).setEngine(answer.engine());
      answer.embeddings().stream()
          .skip(missing)
          .map(GrpcEmbedderTest::message)
          .forEach(response::addEmbeddings);
      observer.onNext(response.build());
      observer.onCompleted();
    }
  }

  private static dev.gantry.llm.v1.Embedding message(Embedding embedding) {
    return dev.gantry.llm.v1.Embedding.newBuilder()
        .addAllValues(embedding.values())
        .setTokens(embedding.tokens())
        .setTruncated(embedding.truncated())
        .build();
  }
}
