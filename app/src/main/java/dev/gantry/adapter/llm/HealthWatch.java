package dev.gantry.adapter.llm;

import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.ServiceHealth;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Follows the health of one service: a `Watch` call of `grpc.health.v1`, made anew whenever it
/// ends.
///
/// The protocol is described in `grpc/health/v1/health.proto` of the gRPC project.
final class HealthWatch implements AutoCloseable {
  /// A server that accepts the call but says nothing for so long is stuck.
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /// The longest pause between two attempts: a service that comes back is seen within a second.
  private static final long MAX_PAUSE_MILLIS = 500;

  private static final long FIRST_PAUSE_MILLIS = 100;

  private final Channels channels;
  private final ServiceEndpoint endpoint;
  private final HealthCheckRequest request;
  private final ScheduledExecutorService timer;
  private final Consumer<ServiceHealth> listener;
  private final Lock lock = new ReentrantLock();
  private @Nullable Attempt current;
  private @Nullable ServiceHealth told;
  private long pauseMillis = FIRST_PAUSE_MILLIS;
  private boolean closed;

  HealthWatch(
      Channels channels,
      ServiceEndpoint endpoint,
      ScheduledExecutorService timer,
      Consumer<ServiceHealth> listener) {
    this.channels = channels;
    this.endpoint = endpoint;
    this.request = HealthCheckRequest.newBuilder().setService(endpoint.healthService()).build();
    this.timer = timer;
    this.listener = listener;
  }

  void open() {
    locked(this::attempt);
  }

  @Override
  public void close() {
    locked(
        () -> {
          closed = true;
          if (current != null) {
            current.abandon();
          }
        });
  }

  private void attempt() {
    if (closed) {
      return;
    }
    Attempt attempt = new Attempt();
    current = attempt;
    HealthGrpc.newStub(channels.to(endpoint)).watch(request, attempt);
    attempt.expectAnswer();
  }

  private void attemptLater() {
    try {
      var _ = timer.schedule(() -> locked(this::attempt), pauseMillis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException _) {
      closed = true; // the whole adapter was closed
    }
    pauseMillis = Math.min(MAX_PAUSE_MILLIS, pauseMillis * 2);
  }

  private void tell(ServiceHealth health) {
    if (!health.equals(told)) {
      told = health;
      listener.accept(health);
    }
  }

  /// Nothing is told after [#close] has returned, so telling happens under the lock, too.
  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  /// One call. What it reports after its end, or after another one took its place, does not count.
  private final class Attempt
      implements ClientResponseObserver<HealthCheckRequest, HealthCheckResponse> {
    private @Nullable ClientCallStreamObserver<HealthCheckRequest> call;
    private @Nullable Future<?> silence;

    @Override
    public void beforeStart(ClientCallStreamObserver<HealthCheckRequest> stream) {
      call = stream;
    }

    @Override
    public void onNext(HealthCheckResponse response) {
      ifCurrent(
          () -> {
            answered();
            pauseMillis = FIRST_PAUSE_MILLIS;
            tell(
                switch (response.getStatus()) {
                  case SERVING -> new ServiceHealth.Serving();
                  case NOT_SERVING, SERVICE_UNKNOWN, UNKNOWN, UNRECOGNIZED ->
                      new ServiceHealth.NotServing();
                });
          });
    }

    @Override
    public void onError(Throwable error) {
      ended(Status.fromThrowable(error));
    }

    @Override
    public void onCompleted() {
      ended(Status.UNAVAILABLE.withDescription("the service ended the watch of its health"));
    }

    void expectAnswer() {
      silence =
          timer.schedule(
              () -> {
                ended(
                    Status.UNAVAILABLE.withDescription(
                        "no answer for " + SILENCE.toSeconds() + " s"));
                abandon();
              },
              SILENCE.toMillis(),
              TimeUnit.MILLISECONDS);
    }

    void abandon() {
      answered();
      if (call != null) {
        call.cancel("no longer watched", null);
      }
    }

    private void answered() {
      if (silence != null) {
        silence.cancel(false);
      }
    }

    private void ended(Status status) {
      ifCurrent(
          () -> {
            answered();
            current = null;
            tell(
                status.getCode() == Code.UNIMPLEMENTED
                    ? new ServiceHealth.Answering()
                    : new ServiceHealth.Unreachable(Causes.of(status)));
            attemptLater();
          });
    }

    private void ifCurrent(Runnable action) {
      locked(
          () -> {
            if (!closed && current == this) {
              action.run();
            }
          });
    }
  }
}
