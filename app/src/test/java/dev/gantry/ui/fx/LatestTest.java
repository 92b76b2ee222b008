package dev.gantry.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatestTest {
  private final ManualTasks tasks = new ManualTasks();
  private final Latest latest = new Latest(tasks);
  private final List<String> results = new ArrayList<>();

  @Test
  void dropsTheResultOfATaskThatAnotherOneReplaced() {
    latest.run(() -> "old", results::add, _ -> {});
    latest.run(() -> "new", results::add, _ -> {});
    tasks.settle();

    assertThat(results).containsExactly("new");
  }

  @Test
  void dropsTheResultAfterCancel() {
    latest.run(() -> "old", results::add, _ -> {});
    latest.cancel();
    tasks.settle();

    assertThat(results).isEmpty();
  }
}
