package dev.gantry.adapter.privateengine;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waits for something that nobody tells about: processes of others, files.
final class Poll {

  /// Looks at the world.
  @FunctionalInterface
  interface Check {
    boolean isDone() throws IOException, InterruptedException;
  }

  private static final Duration INTERVAL = Duration.ofMillis(100);

  private Poll() {}

  /// Looks at once and then ten times a second; false if it was not so until the deadline.
  static boolean until(Check check, Duration deadline) throws IOException, InterruptedException {
    long end = System.nanoTime() + deadline.toNanos();
    while (!check.isDone()) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      LockSupport.parkNanos(INTERVAL.toNanos());
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    return true;
  }
}
