package dev.gantry.llm.generation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Tells listeners on a thread of its own, in order, so that the one that decodes neither makes
/// messages nor wakes the threads that send them.
///
/// Waking this one costs the kernel's time as well, a seventh of what a small model needs for a
/// token. So it stays for a moment after it has told something, and then tells together what may
/// wait and came meanwhile: the tokens of a fast stream. What comes while it sleeps is told at
/// once.
final class EventRelay implements Runnable {
  private static final long MOMENT_NANOS = Duration.ofMillis(1).toNanos();
  private static final int CAPACITY = 1024;

  private final BlockingQueue<Runnable> untold = new ArrayBlockingQueue<>(CAPACITY);
  private final Thread thread;
  private volatile boolean asleep;
  private volatile boolean closed;

  /// @param onDeath told where a listener threw an error; nobody is told anything any more
  EventRelay(Thread.UncaughtExceptionHandler onDeath) {
    thread = Thread.ofPlatform().name("tell").daemon().unstarted(this);
    thread.setUncaughtExceptionHandler(onDeath);
  }

  void start() {
    thread.start();
  }

  /// Tells as soon as possible.
  void tell(Runnable event) {
    add(event);
    LockSupport.unpark(thread);
  }

  /// Tells after a moment at the latest.
  void tellSoon(Runnable event) {
    add(event);
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  /// Who decodes faster than others can be told waits for them.
  private void add(Runnable event) {
    while (!untold.offer(event) && thread.isAlive()) {
      LockSupport.parkNanos(MOMENT_NANOS);
    }
  }

  @Override
  public void run() {
    List<Runnable> events = new ArrayList<>();
    while (true) {
      boolean last = closed;
      untold.drainTo(events);
      events.forEach(Runnable::run);
      if (!events.isEmpty()) {
        events.clear();
        LockSupport.parkNanos(this, MOMENT_NANOS);
      } else if (last) {
        return;
      } else {
        sleep();
      }
    }
  }

  private void sleep() {
    asleep = true;
    // what came before it was known that this sleeps has woken nobody
    if (untold.isEmpty() && !closed) {
      LockSupport.park(this);
    }
    asleep = false;
  }

  /// Waits until all that has come has been told; false after the time.
  boolean awaitTold(Duration most) throws InterruptedException {
    if (!thread.isAlive()) {
      return true;
    }
    long deadline = System.nanoTime() + most.toNanos();
    CountDownLatch told = new CountDownLatch(1);
    boolean asked = untold.offer(told::countDown, most.toNanos(), TimeUnit.NANOSECONDS);
    LockSupport.unpark(thread);
    return asked && told.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /// Ends when all has been told.
  void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  /// Waits for the end; false after the time.
  boolean join(Duration most) throws InterruptedException {
    return thread.join(most);
  }
}
