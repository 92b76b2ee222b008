package dev.gantry.cli;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Passes Ctrl-C on to what is under way.
public final class Cancellation {
  private final Lock lock = new ReentrantLock();
  private @Nullable Runnable action;
  private boolean cancelled;

  /// Names what ends the work that begins now, in place of what was named before. It is called at
  /// once if Ctrl-C came already.
  public void endBy(Runnable ending) {
    lock.lock();
    try {
      action = ending;
      if (cancelled) {
        // the way to end what was before may have been to interrupt this thread
        Thread.interrupted();
        ending.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Ends what is under way and what begins later.
  public void cancel() {
    lock.lock();
    try {
      cancelled = true;
      if (action != null) {
        action.run();
      }
    } finally {
      lock.unlock();
    }
  }

  public boolean isCancelled() {
    lock.lock();
    try {
      return cancelled;
    } finally {
      lock.unlock();
    }
  }
}
