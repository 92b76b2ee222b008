package dev.gantry.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewestTest {
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final ManualTasks tasks = new ManualTasks();
  private final List<String> seen = new ArrayList<>();
  private final Newest<String> newest = new Newest<>(tasks, INTERVAL, seen::add);

  @Test
  void skipsTheStatesBetween() {
    newest.offer("starting");
    newest.offer("loading");
    newest.offer("ready");
    tasks.advance(INTERVAL);

    assertThat(seen).containsExactly("ready");
  }

  @Test
  void handsEachStateOverOnce() {
    newest.offer("starting");
    newest.flush();
    tasks.advance(INTERVAL);

    assertThat(seen).containsExactly("starting");
  }
}
