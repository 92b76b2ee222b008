package dev.gantry.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TickerTest {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final ManualTasks tasks = new ManualTasks();
  private final Instant start = tasks.clock().instant();
  private final List<Instant> ticks = new ArrayList<>();
  private final Ticker ticker = new Ticker(tasks, INTERVAL, ticks::add);

  @Test
  void tellsTheTimeAtOnceAndThenAtASteadyPace() {
    ticker.start();
    tasks.advance(Duration.ofSeconds(2));

    assertThat(ticks).containsExactly(start, start.plusSeconds(1), start.plusSeconds(2));
  }

  @Test
  void isSilentAfterStop() {
    ticker.start();
    ticker.stop();
    tasks.advance(Duration.ofSeconds(5));

    assertThat(ticks).containsExactly(start);
    assertThat(tasks.idle()).isTrue();
  }

  @Test
  void startingTwiceIsStartingOnce() {
    ticker.start();
    ticker.start();
    tasks.advance(INTERVAL);

    assertThat(ticks).containsExactly(start, start.plusSeconds(1));
  }
}
