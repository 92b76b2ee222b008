package dev.gantry.llm.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatencyWindowTest {
  private final LatencyWindow window = new LatencyWindow();

  private void add(int from, int to) {
    for (int i = from; i <= to; i++) {
      window.add(i);
    }
  }

  private static Percentiles nanos(long p50, long p90, long p99) {
    return new Percentiles(Duration.ofNanos(p50), Duration.ofNanos(p90), Duration.ofNanos(p99));
  }

  @Test
  void hasNoneBeforeTheFirst() {
    assertThat(window.percentiles()).isEqualTo(Percentiles.NONE);
  }

  @Test
  void isTheOnlyOneWhereThereIsOne() {
    add(7, 7);

    assertThat(window.percentiles()).isEqualTo(nanos(7, 7, 7));
  }

  @Test
  void ranksWhatItHas() {
    add(1, 100);

    assertThat(window.percentiles()).isEqualTo(nanos(50, 90, 99));
  }

  @Test
  void forgetsTheOldest() {
    add(1, 100_000);
    add(1, 512);

    assertThat(window.percentiles()).isEqualTo(nanos(256, 461, 507));
  }
}
