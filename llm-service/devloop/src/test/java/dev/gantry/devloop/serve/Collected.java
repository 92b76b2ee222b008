package dev.gantry.devloop.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits until the garbage collector has taken something.
final class Collected {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private Collected() {}

  static void await(WeakReference<?> reference) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (reference.get() != null && System.nanoTime() < end) {
      System.gc();
      new CountDownLatch(1).await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
    }
    assertThat(reference.refersTo(null)).isTrue();
  }
}
