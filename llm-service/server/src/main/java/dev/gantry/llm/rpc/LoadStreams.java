package dev.gantry.llm.rpc;

import dev.gantry.llm.generation.Percentiles;
import dev.gantry.llm.serving.ModelState;
import dev.gantry.llm.v1.Load;
import dev.gantry.llm.v1.WatchLoadResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Tells everyone who watches how busy the server is, at once and then again and again. Who does
/// not read misses some.
public final class LoadStreams implements AutoCloseable {
  private final Supplier<ModelState> state;
  private final Supplier<Percentiles> pauses;
  private final InstantSource clock;
  private final Duration interval;
  private final Set<ServerCallStreamObserver<WatchLoadResponse>> watching =
      ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("load").factory());

  /// @param pauses for the collection of garbage
  public LoadStreams(
      Supplier<ModelState> state,
      Supplier<Percentiles> pauses,
      InstantSource clock,
      Duration interval) {
    this.state = state;
    this.pauses = pauses;
    this.clock = clock;
    this.interval = interval;
  }

  /// The load now, without rates.
  Load now() {
    return reader().read();
  }

  private LoadReader reader() {
    return new LoadReader(state, pauses, clock);
  }

  /// Goes on until the client is gone or this is closed.
  void watch(ServerCallStreamObserver<WatchLoadResponse> observer) {
    LoadReader reader = reader();
    watching.add(observer);
    try {
      Future<?> telling =
          timer.scheduleAtFixedRate(
              () -> tell(reader, observer), 0, interval.toNanos(), TimeUnit.NANOSECONDS);
      observer.setOnCancelHandler(
          () -> {
            telling.cancel(false);
            watching.remove(observer);
          });
    } catch (RejectedExecutionException _) {
      end(observer);
    }
  }

  private static void tell(
      LoadReader reader, ServerCallStreamObserver<WatchLoadResponse> observer) {
    if (observer.isReady() && !observer.isCancelled()) {
      observer.onNext(WatchLoadResponse.newBuilder().setLoad(reader.read()).build());
    }
  }

  private void end(ServerCallStreamObserver<WatchLoadResponse> observer) {
    // once: the stream may be ended by who began it late and by who ends all
    if (watching.remove(observer) && !observer.isCancelled()) {
      observer.onError(
          Status.UNAVAILABLE
              .withDescription("The load is no longer told here: ask again.")
              .asRuntimeException());
    }
  }

  /// Ends all streams, in the thread that writes them.
  @Override
  public synchronized void close() {
    if (!timer.isShutdown()) {
      timer.execute(() -> List.copyOf(watching).forEach(this::end));
      timer.shutdown();
    }
  }
}
