package dev.gantry.adapter.llm;

import dev.gantry.domain.inference.InferenceService;
import dev.gantry.domain.inference.ServiceEndpoint;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A call with a stream of answers, made anew whenever it ends, until it is closed.
final class StreamWatch<Q, A> implements InferenceService.Watch {
  private final Channels channels;
  private final ServiceEndpoint endpoint;
  private final ScheduledExecutorService timer;
  private final Pace pace;
  private final Call<Q, A> call;
  private final Follower<A> follower;
  private final Lock lock = new ReentrantLock();
  private @Nullable Attempt current;
  private Duration pause;
  private boolean closed;

  /// How such a call is made.
  interface Call<Q, A> {
    void begin(Channel channel, ClientResponseObserver<Q, A> observer);
  }

  /// What follows the stream; it is told one thing at a time, and nothing after the watch has been
  /// closed.
  interface Follower<A> {
    void answered(A answer);

    /// The call has ended, and another one follows.
    void ended(Throwable error);
  }

  /// How patient a watch is. A server that says nothing for too long is stuck, and asked anew.
  ///
  /// @param pause between the first end of a call and the next call; each is twice the one before
  ///   until there is an answer
  /// @param longestPause what they grow to
  /// @param toFirst how long it waits for the first answer of a call; empty for ever
  /// @param toNext how long it waits for each further one; empty for ever
  record Pace(
      Duration pause,
      Duration longestPause,
      Optional<Duration> toFirst,
      Optional<Duration> toNext) {}

  StreamWatch(
      Channels channels,
      ServiceEndpoint endpoint,
      ScheduledExecutorService timer,
      Pace pace,
      Call<Q, A> call,
      Follower<A> follower) {
    this.channels = channels;
    this.endpoint = endpoint;
    this.timer = timer;
    this.pace = pace;
    this.call = call;
    this.follower = follower;
    this.pause = pace.pause();
  }

  StreamWatch<Q, A> open() {
    locked(this::attempt);
    return this;
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
    call.begin(channels.to(endpoint), attempt);
    attempt.expectWithin(pace.toFirst());
  }

  private void attemptLater() {
    var _ = after(pause, this::attempt);
    Duration next = pause.multipliedBy(2);
    pause = next.compareTo(pace.longestPause()) < 0 ? next : pace.longestPause();
  }

  private @Nullable Future<?> after(Duration delay, Runnable action) {
    try {
      return timer.schedule(() -> locked(action), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException _) {
      closed = true; // the whole adapter was closed
      return null;
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
  private final class Attempt implements ClientResponseObserver<Q, A> {
    private @Nullable ClientCallStreamObserver<Q> stream;
    private @Nullable Future<?> silence;

    @Override
    public void beforeStart(ClientCallStreamObserver<Q> started) {
      stream = started;
    }

    @Override
    public void onNext(A answer) {
      ifCurrent(
          () -> {
            expectWithin(pace.toNext());
            pause = pace.pause();
            follower.answered(answer);
          });
    }

    @Override
    public void onError(Throwable error) {
      ended(error);
    }

    @Override
    public void onCompleted() {
      ended(unavailable("the service ended the watch"));
    }

    private void expectWithin(Optional<Duration> most) {
      expectNothing();
      most.ifPresent(it -> silence = after(it, () -> fallenSilent(it)));
    }

    private void fallenSilent(Duration most) {
      ended(unavailable("no answer for " + most.toSeconds() + " s"));
      abandon();
    }

    private void expectNothing() {
      if (silence != null) {
        silence.cancel(false);
      }
    }

    private void abandon() {
      expectNothing();
      if (stream != null) {
        stream.cancel("no longer watched", null);
      }
    }

    private void ended(Throwable error) {
      ifCurrent(
          () -> {
            expectNothing();
            current = null;
            follower.ended(error);
            attemptLater();
          });
    }

    private static Throwable unavailable(String words) {
      return Status.UNAVAILABLE.withDescription(words).asRuntimeException();
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
