package dev.gantry.llm.generation;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// The last few hundred durations of one kind. Written by one thread and read by any.
public final class LatencyWindow {
  private static final int SIZE = 512;

  private final AtomicLongArray nanos = new AtomicLongArray(SIZE);
  private final AtomicLong count = new AtomicLong();

  public void add(long durationNanos) {
    nanos.set((int) (count.get() % SIZE), durationNanos);
    count.incrementAndGet();
  }

  public Percentiles percentiles() {
    int size = (int) Math.min(SIZE, count.get());
    if (size == 0) {
      return Percentiles.NONE;
    }
    long[] sorted = new long[size];
    for (int i = 0; i < size; i++) {
      sorted[i] = nanos.get(i);
    }
    Arrays.sort(sorted);
    return new Percentiles(at(sorted, 0.5), at(sorted, 0.9), at(sorted, 0.99));
  }

  /// The smallest duration that this part of all does not exceed.
  private static Duration at(long[] sorted, double part) {
    return Duration.ofNanos(sorted[(int) Math.ceil(part * sorted.length) - 1]);
  }
}
