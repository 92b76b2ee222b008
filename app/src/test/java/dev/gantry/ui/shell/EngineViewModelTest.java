package dev.gantry.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.engine.EngineStatus;
import dev.gantry.domain.engine.FakeEngine;
import dev.gantry.ui.fx.ManualTasks;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EngineViewModelTest {
  private static final Duration BATCH = Duration.ofMillis(100);

  private final ManualTasks tasks = new ManualTasks();
  private final FakeEngine engine = FakeEngine.reachable();
  private final EngineViewModel viewModel = new EngineViewModel(engine, tasks);

  @Test
  void knowsNothingAtFirst() {
    assertThat(viewModel.statusProperty().get()).isEqualTo(new EngineStatus.Unknown());
    assertThat(viewModel.reachableProperty().get()).isFalse();
  }

  @Test
  void followsTheEngine() {
    start();
    boolean before = viewModel.reachableProperty().get();
    engine.goAway();
    tasks.advance(BATCH);

    assertThat(before).isTrue();
    assertThat(viewModel.statusProperty().get()).isEqualTo(engine.check());
    assertThat(viewModel.reachableProperty().get()).isFalse();
  }

  @Test
  void looksNowWhenAsked() {
    viewModel.checkNow();
    tasks.settle();

    assertThat(viewModel.reachableProperty().get()).isTrue();
  }

  @Test
  void closeEndsTheWatch() {
    start();
    viewModel.close();

    assertThat(engine.watcherCount()).isZero();
  }

  @Test
  void closeBeforeTheWatchStandsEndsItToo() {
    viewModel.start();
    viewModel.close();
    tasks.settle();

    assertThat(engine.watcherCount()).isZero();
  }

  private void start() {
    viewModel.start();
    tasks.settle();
    tasks.advance(BATCH);
  }
}
