package dev.gantry.llm;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what has no event to wait for, and gives up after a while.
public final class Patience {
  private static final long LIMIT_NANOS = Duration.ofSeconds(30).toNanos();

  private Patience() {}

  public static void until(String what, BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > LIMIT_NANOS) {
        throw new AssertionError("waited in vain until " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
