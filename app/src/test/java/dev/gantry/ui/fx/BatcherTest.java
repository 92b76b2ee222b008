package dev.gantry.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatcherTest {
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final ManualTasks tasks = new ManualTasks();
  private final List<List<String>> batches = new ArrayList<>();
  private final Batcher<String> batcher = new Batcher<>(tasks, INTERVAL, batches::add);

  @Test
  void handsOverWhatCameWithinAnIntervalAtOnce() {
    batcher.add("a");
    batcher.add("b");
    tasks.advance(INTERVAL);
    batcher.add("c");
    tasks.advance(INTERVAL);

    assertThat(batches).containsExactly(List.of("a", "b"), List.of("c"));
  }

  @Test
  void handsNothingOverBeforeTheIntervalIsOver() {
    batcher.add("a");
    tasks.advance(INTERVAL.minusMillis(1));

    assertThat(batches).isEmpty();
  }

  @Test
  void doesNothingWhileNothingComes() {
    batcher.add("a");
    tasks.advance(INTERVAL);

    assertThat(tasks.idle()).isTrue();
  }

  @Test
  void flushHandsOverTheRestNow() {
    batcher.add("a");
    batcher.flush();
    tasks.advance(INTERVAL);

    assertThat(batches).containsExactly(List.of("a"));
  }

  @Test
  void handsNothingOverAfterClose() {
    batcher.add("a");
    batcher.close();
    batcher.add("b");
    tasks.advance(INTERVAL);

    assertThat(batches).isEmpty();
  }
}
