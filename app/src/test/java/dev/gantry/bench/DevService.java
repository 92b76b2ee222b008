package dev.gantry.bench;

import dev.gantry.devloop.v1.Cycle;
import dev.gantry.devloop.v1.DevLoopServiceGrpc;
import dev.gantry.devloop.v1.WatchRequest;
import dev.gantry.devloop.v1.WatchResponse;
import dev.gantry.llm.v1.GetLoadRequest;
import dev.gantry.llm.v1.GetServerInfoRequest;
import dev.gantry.llm.v1.GetServerInfoResponse;
import dev.gantry.llm.v1.ServerServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// The service on its published port, asked again and again for the answer that edits change.
final class DevService implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofMillis(2);
  private static final Duration ONE_CALL = Duration.ofSeconds(2);

  private final int port;
  private ManagedChannel channel;

  DevService(int port) {
    this.port = port;
    channel = open();
  }

  private ManagedChannel open() {
    return OkHttpChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  GetServerInfoResponse info() throws StatusException {
    return ServerServiceGrpc.newBlockingV2Stub(channel)
        .withDeadlineAfter(ONE_CALL)
        .getServerInfo(GetServerInfoRequest.getDefaultInstance());
  }

  /// Asks until the service calls itself this version.
  ///
  /// @return milliseconds since a moment of [System#nanoTime()]
  double awaitVersion(String version, long sinceNanos, Duration most) throws TimeoutException {
    return await(
        version::equals, sinceNanos, most, "the service did not call itself %s".formatted(version));
  }

  private double await(Predicate<String> wanted, long sinceNanos, Duration most, String otherwise)
      throws TimeoutException {
    long end = System.nanoTime() + most.toNanos();
    while (System.nanoTime() < end) {
      try {
        if (wanted.test(info().getVersion())) {
          return (System.nanoTime() - sinceNanos) / 1e6;
        }
        LockSupport.parkNanos(BETWEEN.toNanos());
      } catch (StatusException e) {
        if (e.getStatus().getCode() != Status.Code.UNAVAILABLE
            && e.getStatus().getCode() != Status.Code.DEADLINE_EXCEEDED) {
          throw new IllegalStateException(e);
        }
        // it starts: a channel that failed would wait longer and longer before it tries again
        channel.shutdownNow();
        channel = open();
        LockSupport.parkNanos(10 * BETWEEN.toNanos());
      }
    }
    throw new TimeoutException("%s within %d s".formatted(otherwise, most.toSeconds()));
  }

  /// Asks until the service answers.
  void awaitAnswer(Duration most) throws TimeoutException {
    await(_ -> true, System.nanoTime(), most, "the service did not answer");
  }

  /// Resident memory of the service's process.
  long residentBytes() throws StatusException {
    return ServerServiceGrpc.newBlockingV2Stub(channel)
        .withDeadlineAfter(ONE_CALL)
        .getLoad(GetLoadRequest.getDefaultInstance())
        .getLoad()
        .getResidentBytes();
  }

  /// What the loop says of the cycles from now on.
  BlockingClientCall<?, WatchResponse> cycles(Duration most) {
    return DevLoopServiceGrpc.newBlockingV2Stub(channel)
        .withDeadlineAfter(most.toNanos(), TimeUnit.NANOSECONDS)
        .watch(WatchRequest.getDefaultInstance());
  }

  /// The last cycle, with all that is known of it.
  Cycle lastCycle() throws StatusException, InterruptedException {
    BlockingClientCall<?, WatchResponse> call = cycles(ONE_CALL);
    WatchResponse response = call.read();
    call.cancel("one is enough", null);
    if (response == null) {
      throw new IllegalStateException("the loop tells of no cycle");
    }
    return response.getCycle();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
