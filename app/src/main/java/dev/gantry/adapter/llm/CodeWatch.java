package dev.gantry.adapter.llm;

import dev.gantry.devloop.v1.DevLoopServiceGrpc;
import dev.gantry.devloop.v1.WatchRequest;
import dev.gantry.devloop.v1.WatchResponse;
import dev.gantry.domain.inference.CodeCycle;
import dev.gantry.domain.inference.CodeOutcome;
import dev.gantry.domain.inference.ServiceEndpoint;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Follows what becomes of saved code: a `Watch` call of `gantry.devloop.v1`, made anew whenever it
/// ends. It ends at once where the service does not run for development; at the same address there
/// may be one that does a moment later.
final class CodeWatch implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Channels channels;
  private final ServiceEndpoint endpoint;
  private final ScheduledExecutorService timer;
  private final Consumer<Optional<CodeCycle>> listener;
  private final Lock lock = new ReentrantLock();
  private @Nullable Attempt current;
  private Optional<CodeCycle> last = Optional.empty();
  private boolean told;
  private boolean closed;

  CodeWatch(
      Channels channels,
      ServiceEndpoint endpoint,
      ScheduledExecutorService timer,
      Consumer<Optional<CodeCycle>> listener) {
    this.channels = channels;
    this.endpoint = endpoint;
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
    if (!closed) {
      Attempt attempt = new Attempt();
      current = attempt;
      DevLoopServiceGrpc.newStub(channels.to(endpoint))
          .watch(WatchRequest.getDefaultInstance(), attempt);
    }
  }

  private void attemptLater() {
    try {
      var _ = timer.schedule(() -> locked(this::attempt), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException _) {
      closed = true; // the whole adapter was closed
    }
  }

  private void tell(Optional<CodeCycle> cycle) {
    if (!told || !cycle.equals(last)) {
      told = true;
      last = cycle;
      listener.accept(cycle);
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

  /// A process that said that it restarts has not come to its end yet.
  private boolean restarting() {
    return last.map(CodeCycle::outcome)
        .filter(CodeOutcome.Restarting.class::isInstance)
        .isPresent();
  }

  /// One call. What it reports after another one took its place does not count.
  private final class Attempt implements ClientResponseObserver<WatchRequest, WatchResponse> {
    private @Nullable ClientCallStreamObserver<WatchRequest> call;

    @Override
    public void beforeStart(ClientCallStreamObserver<WatchRequest> stream) {
      call = stream;
    }

    @Override
    public void onNext(WatchResponse response) {
      ifCurrent(() -> tell(Optional.of(CodeMessages.cycle(response.getCycle()))));
    }

    @Override
    public void onError(Throwable error) {
      ended();
    }

    @Override
    public void onCompleted() {
      ended();
    }

    void abandon() {
      if (call != null) {
        call.cancel("no longer watched", null);
      }
    }

    private void ended() {
      ifCurrent(
          () -> {
            current = null;
            if (!restarting()) {
              tell(Optional.empty());
            }
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
