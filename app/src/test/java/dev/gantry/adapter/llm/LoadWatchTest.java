package dev.gantry.adapter.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import dev.gantry.domain.inference.Percentiles;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.ServiceLoad;
import dev.gantry.domain.inference.Watched;
import dev.gantry.domain.problem.Problem;
import dev.gantry.llm.v1.Latency;
import dev.gantry.llm.v1.Load;
import dev.gantry.llm.v1.ServerServiceGrpc.ServerServiceImplBase;
import dev.gantry.llm.v1.WatchLoadRequest;
import dev.gantry.llm.v1.WatchLoadResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoadWatchTest {
  private final TestLlmServer server = TestLlmServer.start();
  private final GrpcInferenceService service = new GrpcInferenceService(InstantSource.system());
  private final ServiceEndpoint endpoint = new ServiceEndpoint("127.0.0.1", server.port(), "");
  private final BlockingQueue<Watched<ServiceLoad>> told = new LinkedBlockingQueue<>();

  LoadWatchTest() throws IOException {}

  @AfterEach
  void close() {
    service.close();
    server.close();
  }

  private Watched<ServiceLoad> next() throws InterruptedException {
    Watched<ServiceLoad> next = told.poll(20, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  private void restart() throws Exception {
    server.stop();
    server.startAgain();
  }

  private static Duration millis(int millis) {
    return Duration.newBuilder().setNanos(millis * 1_000_000).build();
  }

  private static Latency latency(int p50, int p90, int p99) {
    return Latency.newBuilder().setP50(millis(p50)).setP90(millis(p90)).setP99(millis(p99)).build();
  }

  private static Percentiles percentiles(int p50, int p90, int p99) {
    return new Percentiles(
        java.time.Duration.ofMillis(p50),
        java.time.Duration.ofMillis(p90),
        java.time.Duration.ofMillis(p99));
  }

  @Test
  void takesASpeedThatIsNoNumberForNone() {
    Load load =
        Load.newBuilder()
            .setPromptTokensPerSecond(Double.NaN)
            .setGeneratedTokensPerSecond(Double.POSITIVE_INFINITY)
            .build();

    assertThat(LoadMessages.load(load).speed())
        .isEqualTo(new ServiceLoad.Speed(OptionalDouble.empty(), OptionalDouble.empty()));
  }

  @Test
  void mapsEverythingThatIsMeasured() {
    Load load =
        Load.newBuilder()
            .setTime(Timestamp.newBuilder().setSeconds(7).setNanos(8))
            .setActive(1)
            .setQueued(2)
            .setSlots(4)
            .setGeneratedTokensPerSecond(93.5)
            .setTimeToFirstToken(latency(1, 2, 3))
            .setTimeBetweenTokens(latency(4, 5, 6))
            .setContextTokensUsed(100)
            .setContextTokens(2048)
            .setHeapUsedBytes(10)
            .setHeapMostBytes(20)
            .setResidentBytes(30)
            .setGarbageCollections(9)
            .setGarbageCollectionTime(millis(40))
            .setGarbageCollectionPause(latency(7, 8, 9))
            .build();

    assertThat(LoadMessages.load(load))
        .isEqualTo(
            new ServiceLoad(
                Instant.ofEpochSecond(7, 8),
                new ServiceLoad.Requests(1, 2, 4),
                new ServiceLoad.Speed(OptionalDouble.empty(), OptionalDouble.of(93.5)),
                percentiles(1, 2, 3),
                percentiles(4, 5, 6),
                new ServiceLoad.Context(100, 2048),
                new ServiceLoad.Memory(10, 20, 30),
                new ServiceLoad.Garbage(9, java.time.Duration.ofMillis(40), percentiles(7, 8, 9))));
  }

  @Test
  void aServiceWithoutTheCallDoesNotOfferIt() throws Exception {
    try (AutoCloseable _ = service.watchLoad(endpoint, told::add)) {
      assertThat(next()).isEqualTo(new Watched.NotOffered<>());
    }
  }

  @Test
  void aServiceThatIsNotThereIsLostUntilItIs() throws Exception {
    server.stop();

    try (AutoCloseable _ = service.watchLoad(endpoint, told::add)) {
      assertThat(next())
          .isInstanceOfSatisfying(
              Watched.Lost.class,
              lost -> assertThat(lost.problem()).isInstanceOf(Problem.ServiceUnreachable.class));
      server.tellLoad(new Measuring());
      server.startAgain();
      assertThat(next()).isEqualTo(new Watched.News<>(LoadMessages.load(Measuring.load(1))));
    }
  }

  @Test
  void aStreamThatEndsAndGoesOnIsNotLost() throws Exception {
    server.tellLoad(new Measuring());
    restart();

    try (AutoCloseable _ = service.watchLoad(endpoint, told::add)) {
      assertThat(List.of(next(), next(), next()))
          .isEqualTo(
              List.of(
                  new Watched.News<>(LoadMessages.load(Measuring.load(1))),
                  new Watched.News<>(LoadMessages.load(Measuring.load(2))),
                  new Watched.News<>(LoadMessages.load(Measuring.load(3)))));
    }
  }

  /// Tells one measurement in each call and ends it, as a service that swaps its code does.
  private static final class Measuring extends ServerServiceImplBase {
    private final AtomicInteger calls = new AtomicInteger();

    static Load load(int number) {
      return Load.newBuilder().setTime(Timestamp.newBuilder().setSeconds(number)).build();
    }

    @Override
    public void watchLoad(WatchLoadRequest request, StreamObserver<WatchLoadResponse> observer) {
      observer.onNext(
          WatchLoadResponse.newBuilder().setLoad(load(calls.incrementAndGet())).build());
      observer.onError(Status.UNAVAILABLE.withDescription("ask again").asRuntimeException());
    }
  }
}
