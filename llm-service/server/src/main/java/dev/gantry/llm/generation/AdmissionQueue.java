package dev.gantry.llm.generation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Where generations wait for a slot: first come, first served, and bounded. Counts those in slots,
/// too, so that a free slot can always be used, also with a queue of length 0.
final class AdmissionQueue {
  private static final Duration SHORTEST_RETRY = Duration.ofMillis(100);

  private final int slots;
  private final int bound;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition idle = lock.newCondition();
  private final Deque<ActiveGeneration> waiting = new ArrayDeque<>();

  private int active;

  /// Why nothing is accepted any more; null while it is.
  private @Nullable GenerationFailure closed;

  /// Whether something happened since the worker looked last.
  private boolean signalled;

  /// Moving average of the time that a generation has its slot.
  private Duration usualOccupation = Duration.ofSeconds(1);

  AdmissionQueue(int slots, int bound) {
    this.slots = slots;
    this.bound = bound;
  }

  /// Adds a generation and returns how many wait before it.
  int offer(ActiveGeneration generation) throws GenerationException {
    lock.lock();
    try {
      if (closed != null) {
        throw new GenerationException(closed);
      }
      int free = Math.max(0, slots - active);
      int position = Math.max(0, waiting.size() - free);
      if (waiting.size() >= free + bound) {
        throw new GenerationException(new GenerationFailure.QueueFull(bound, retryAfter()));
      }
      waiting.addLast(generation);
      signal();
      return position;
    } finally {
      lock.unlock();
    }
  }

  private Duration retryAfter() {
    Duration perSlot = usualOccupation.dividedBy(slots);
    return perSlot.compareTo(SHORTEST_RETRY) > 0 ? perSlot : SHORTEST_RETRY;
  }

  /// The next generation, which has a slot from now on.
  @Nullable ActiveGeneration poll() {
    lock.lock();
    try {
      ActiveGeneration next = waiting.pollFirst();
      if (next != null) {
        active++;
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  /// Takes a generation out, if it still waits.
  boolean remove(ActiveGeneration generation) {
    lock.lock();
    try {
      boolean removed = waiting.remove(generation);
      signal();
      return removed;
    } finally {
      lock.unlock();
    }
  }

  /// Gives a slot back.
  void release(Duration occupied) {
    lock.lock();
    try {
      active--;
      usualOccupation = usualOccupation.multipliedBy(7).plus(occupied).dividedBy(8);
      signal();
    } finally {
      lock.unlock();
    }
  }

  /// Makes the worker look again.
  void wake() {
    lock.lock();
    try {
      signal();
    } finally {
      lock.unlock();
    }
  }

  private void signal() {
    signalled = true;
    work.signal();
    if (active == 0 && waiting.isEmpty()) {
      idle.signalAll();
    }
  }

  /// Waits until something happens, or for a time.
  void awaitWork(Duration most) throws InterruptedException {
    lock.lock();
    try {
      long left = most.toNanos();
      while (!signalled && left > 0) {
        left = work.awaitNanos(left);
      }
      signalled = false;
    } finally {
      lock.unlock();
    }
  }

  /// Refuses everything from now on, for the first reason that is given.
  void close(GenerationFailure why) {
    lock.lock();
    try {
      closed = closed == null ? why : closed;
      signal();
    } finally {
      lock.unlock();
    }
  }

  /// Why everything is refused; null while it is not.
  @Nullable GenerationFailure closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until nothing waits and no slot is taken; false after the time.
  boolean awaitIdle(Duration most) throws InterruptedException {
    lock.lock();
    try {
      long left = most.toNanos();
      while (active > 0 || !waiting.isEmpty()) {
        if (left <= 0) {
          return false;
        }
        left = idle.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  int active() {
    lock.lock();
    try {
      return active;
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }
}
