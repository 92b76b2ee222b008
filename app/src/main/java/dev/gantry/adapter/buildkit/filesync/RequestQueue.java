package dev.gantry.adapter.buildkit.filesync;

import java.util.OptionalInt;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The files that the engine has asked for and that nobody has sent yet, by position, in the order
/// of the requests. The engine asks as fast as it reads the list, perhaps for a million files
/// before the first one is sent, so a request takes four bytes.
final class RequestQueue {

  private static final int FIRST_CAPACITY = 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();

  /// A ring.
  private int[] waiting = new int[FIRST_CAPACITY];

  private int first;
  private int count;
  private boolean closed;

  void add(int position) {
    lock.lock();
    try {
      if (count == waiting.length) {
        grow();
      }
      waiting[(first + count) % waiting.length] = position;
      count++;
      change.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Takes the next request; waits for one, and returns none when there will be no more.
  OptionalInt take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (count == 0 && !closed) {
        change.await();
      }
      if (count == 0) {
        return OptionalInt.empty();
      }
      int position = waiting[first];
      first = (first + 1) % waiting.length;
      count--;
      return OptionalInt.of(position);
    } finally {
      lock.unlock();
    }
  }

  /// Says that no more requests come; those that wait are still taken.
  void close() {
    lock.lock();
    try {
      closed = true;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void grow() {
    int[] larger = new int[2 * waiting.length];
    int upToTheEnd = waiting.length - first;
    System.arraycopy(waiting, first, larger, 0, upToTheEnd);
    System.arraycopy(waiting, 0, larger, upToTheEnd, first);
    waiting = larger;
    first = 0;
  }
}
