package dev.gantry.adapter.docker;

import dev.gantry.domain.engine.EngineStatus;
import dev.gantry.domain.engine.EngineStatus.Reachable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the engine on a thread of its own: by the end of its event stream while it answers, by
/// asking again and again while it does not. All listeners are called on that thread.
final class EngineMonitor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EngineMonitor.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(150);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(1200);

  private final Supplier<EngineStatus> check;
  private final Duration heartbeat;
  private final List<Watch> watches = new CopyOnWriteArrayList<>();
  private final Semaphore signal = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  /// @param heartbeat how often an engine is asked whose event stream is open: it may hang, and the
  ///   user may have chosen another one
  EngineMonitor(Supplier<EngineStatus> check, Duration heartbeat) {
    this.check = check;
    this.heartbeat = heartbeat;
    this.thread = Thread.ofVirtual().name("engine-monitor").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void add(Watch watch) {
    watches.add(watch);
    signal.release();
  }

  /// Returns whether nobody watches any more.
  boolean remove(Watch watch) {
    watch.ended = true;
    watches.remove(watch);
    return watches.isEmpty();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    try {
      while (!closed) {
        long start = System.nanoTime();
        EngineStatus status = followed();
        // an engine that answers and ends every stream must not be asked without pause either
        boolean stayed = System.nanoTime() - start > LONGEST_PAUSE.toNanos();
        pause = stayed ? FIRST_PAUSE : longer(pause);
        pause(pause, status);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Asks, and follows an engine that answers; returns the last status told.
  private EngineStatus followed() throws InterruptedException {
    EngineStatus status = new EngineStatus.Unknown();
    try {
      status = check.get();
      tell(status);
      if (status instanceof Reachable reachable) {
        status = follow(reachable);
      }
    } catch (RuntimeException e) {
      LOG.error("The engine could not be followed", e);
    }
    return status;
  }

  /// Stays with an engine until its stream ends or the status is another one, and returns the last
  /// status told.
  private EngineStatus follow(Reachable reachable) throws InterruptedException {
    EngineStatus current = reachable;
    try (EngineEvents events = EngineEvents.open(reachable.address(), signal::release)) {
      while (events.isOpen() && current.equals(reachable) && !closed) {
        if (!signal.tryAcquire(heartbeat.toMillis(), TimeUnit.MILLISECONDS)) {
          current = check.get();
        }
        tell(current);
      }
    }
    return current;
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  /// Waits, but tells new listeners the status at once.
  private void pause(Duration duration, EngineStatus status) throws InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    long left = duration.toNanos();
    while (left > 0 && !closed) {
      if (signal.tryAcquire(left, TimeUnit.NANOSECONDS)) {
        tell(status);
      }
      left = end - System.nanoTime();
    }
  }

  private void tell(EngineStatus status) {
    watches.forEach(watch -> watch.tell(status));
  }

  /// One listener, which is told a status only when it differs from the one before.
  static final class Watch {
    private final Consumer<EngineStatus> listener;
    private @Nullable EngineStatus last;
    private volatile boolean ended;

    Watch(Consumer<EngineStatus> listener) {
      this.listener = listener;
    }

    private void tell(EngineStatus status) {
      if (ended || status.equals(last)) {
        return;
      }
      last = status;
      try {
        listener.accept(status);
      } catch (RuntimeException e) {
        LOG.error("A listener of the engine's status failed", e);
      }
    }
  }
}
