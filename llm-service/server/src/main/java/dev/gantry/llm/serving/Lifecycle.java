package dev.gantry.llm.serving;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Where something stands that is loaded and changed beside the calls, and ends once. States are
/// told one at a time, and none after the last.
///
/// @param <S> the states
final class Lifecycle<S> {
  private static final Duration LONGEST_WORK_END = Duration.ofSeconds(5);

  private final S last;
  private final Consumer<S> onChange;
  private final Ending<S> ending;
  private final ThreadPoolExecutor worker;
  private volatile S state;
  private boolean ended;

  /// How a state ends.
  interface Ending<S> {

    /// Refuses new work and waits for what runs; false where the time was too short.
    boolean drain(S state, Duration most) throws InterruptedException;

    /// Breaks off what still runs and frees all.
    void close(S state);
  }

  /// In its first state.
  ///
  /// @param thread name of the thread that changes it
  /// @param last the state after the end
  /// @param onChange told about every state but the first
  Lifecycle(String thread, S first, S last, Consumer<S> onChange, Ending<S> ending) {
    this.last = last;
    this.onChange = onChange;
    this.ending = ending;
    state = first;
    worker =
        new ThreadPoolExecutor(
            0,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name(thread).daemon().factory());
  }

  S state() {
    return state;
  }

  /// Does work in the thread that changes the state, one after the other. What has not begun at the
  /// end is cancelled.
  ///
  /// @throws RejectedExecutionException after the end
  <T> Future<T> submit(Callable<T> work) {
    return worker.submit(work);
  }

  /// Takes the next state; after the end, the state is closed instead.
  synchronized void become(S next) {
    if (ended) {
      ending.close(next);
      return;
    }
    state = next;
    onChange.accept(next);
  }

  /// Takes the last state, interrupts work, lets what runs end within a time, and closes.
  ///
  /// @return whether all had ended by itself
  boolean end(Duration most) throws InterruptedException {
    S before;
    synchronized (this) {
      if (ended) {
        return true;
      }
      before = state;
      ended = true;
      state = last;
      onChange.accept(last);
    }
    for (Runnable waiting : worker.shutdownNow()) {
      if (waiting instanceof Future<?> work) {
        work.cancel(false);
      }
    }
    boolean idle = ending.drain(before, most);
    ending.close(before);
    worker.awaitTermination(LONGEST_WORK_END.toMillis(), TimeUnit.MILLISECONDS);
    return idle;
  }
}
