package dev.gantry.ui.modes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.compose.FakeComposeRunner;
import dev.gantry.domain.compose.RunningMode;
import dev.gantry.domain.compose.Service.PublishedPort;
import dev.gantry.domain.problem.Problem;
import dev.gantry.ui.demo.DemoProject;
import dev.gantry.ui.fx.ManualTasks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.junit.jupiter.api.Test;

class ModesViewModelTest {
  private static final Duration POLL = Duration.ofSeconds(3);

  private final ManualTasks tasks = new ManualTasks();
  private final FakeComposeRunner compose =
      new FakeComposeRunner(DemoProject.PROJECT, DemoProject.MODELS);
  private final ReadOnlyBooleanWrapper reachable = new ReadOnlyBooleanWrapper(true);
  private final ModesViewModel viewModel =
      new ModesViewModel(compose, reachable.getReadOnlyProperty(), tasks);

  @Test
  void showsTheModesOfTheProject() {
    open();

    assertThat(viewModel.modes()).containsExactly(DemoProject.DEV, DemoProject.PROD);
  }

  @Test
  void nothingRunsAtFirst() {
    open();

    assertThat(viewModel.runningProperty().get()).isEmpty();
    assertThat(viewModel.servicesProperty().get()).isEmpty();
  }

  @Test
  void switchesAndSaysHowLongItTook() {
    open();
    viewModel.switchTo(DemoProject.PROD);
    tasks.advance(Duration.ofSeconds(4));
    tasks.runWaiting();

    assertThat(viewModel.stateProperty().get())
        .isEqualTo(new SwitchState.Up(DemoProject.PROD, Duration.ofSeconds(4)));
    assertThat(viewModel.runningProperty().get().map(RunningMode::mode)).contains("prod");
  }

  @Test
  void isBusyFromTheClickUntilTheEnd() {
    open();
    viewModel.switchTo(DemoProject.PROD);
    boolean during = viewModel.busyProperty().get();
    boolean switchable = viewModel.canSwitchProperty().get();
    tasks.runWaiting();

    assertThat(during).isTrue();
    assertThat(switchable).isFalse();
    assertThat(viewModel.busyProperty().get()).isFalse();
    assertThat(viewModel.canSwitchProperty().get()).isTrue();
  }

  @Test
  void ignoresAClickWhileASwitchIsUnderWay() {
    open();
    viewModel.switchTo(DemoProject.PROD);
    viewModel.switchTo(DemoProject.DEV);
    tasks.runWaiting();

    assertThat(compose.calls()).containsExactly("up prod");
  }

  @Test
  void tellsWhatTheSwitchHasDoneInOrder() {
    open();
    viewModel.switchTo(DemoProject.PROD);
    tasks.runWaiting();

    assertThat(viewModel.resources())
        .containsExactly(
            new ResourceRow(
                "container", "llm", "Healthy", tasks.clock().instant(), tasks.clock().instant()));
  }

  @Test
  void showsTheServicesOfTheModeThatIsSwitchedTo() {
    open();
    viewModel.switchTo(DemoProject.PROD);

    assertThat(viewModel.servicesProperty().get())
        .containsExactly(
            new ServiceRow("llm", "gantry-llm:prod", Optional.empty(), List.of("127.0.0.1:50052")));
  }

  @Test
  void showsTheContainersOfTheModeThatRuns() {
    open();
    viewModel.switchTo(DemoProject.PROD);
    tasks.runWaiting();

    assertThat(viewModel.servicesProperty().get())
        .containsExactly(
            new ServiceRow(
                "llm",
                "gantry-llm:prod",
                Optional.of(
                    new RunningMode.Container(
                        "id-of-llm",
                        "llm",
                        "gantry-llm:prod",
                        "running",
                        "healthy",
                        List.of(new PublishedPort("127.0.0.1", 50052, 50052)),
                        Map.of())),
                List.of("127.0.0.1:50052")));
  }

  @Test
  void aFailedSwitchSaysWhyAndCanBeTriedAgain() {
    Problem problem = new Problem.PortTaken(50052, "llm", "address already in use");
    compose.failSwitch("prod", problem);
    open();
    viewModel.switchTo(DemoProject.PROD);
    tasks.runWaiting();
    SwitchState failed = viewModel.stateProperty().get();
    compose.succeed();
    viewModel.switchTo(DemoProject.PROD);
    tasks.runWaiting();

    assertThat(failed)
        .isEqualTo(new SwitchState.Failed(Optional.of(DemoProject.PROD), problem, Duration.ZERO));
    assertThat(viewModel.stateProperty().get())
        .isEqualTo(new SwitchState.Up(DemoProject.PROD, Duration.ZERO));
  }

  @Test
  void stopsWhatRuns() {
    open();
    viewModel.switchTo(DemoProject.PROD);
    tasks.runWaiting();
    viewModel.stop();
    tasks.runWaiting();

    assertThat(viewModel.stateProperty().get()).isEqualTo(new SwitchState.Stopped(Duration.ZERO));
    assertThat(viewModel.runningProperty().get()).isEmpty();
  }

  @Test
  void hasNothingToStopWhileNothingRuns() {
    open();
    boolean before = viewModel.canStopProperty().get();
    viewModel.switchTo(DemoProject.PROD);
    tasks.runWaiting();

    assertThat(before).isFalse();
    assertThat(viewModel.canStopProperty().get()).isTrue();
  }

  @Test
  void canStopWhatAFailedSwitchMayHaveLeft() {
    compose.failSwitch("prod", new Problem.ModeFailed("prod", "no such network"));
    open();
    viewModel.switchTo(DemoProject.PROD);
    tasks.runWaiting();

    assertThat(viewModel.canStopProperty().get()).isTrue();
  }

  @Test
  void cancelGivesUpAtOnce() {
    open();
    viewModel.switchTo(DemoProject.PROD);
    tasks.advance(Duration.ofSeconds(2));
    viewModel.cancel();
    tasks.runWaiting();

    assertThat(viewModel.stateProperty().get())
        .isEqualTo(new SwitchState.Cancelled(Duration.ofSeconds(2)));
    assertThat(compose.calls()).isEmpty();
  }

  @Test
  void noticesAModeThatWasSwitchedElsewhere() throws InterruptedException {
    open();
    compose.up(DemoProject.PROJECT, DemoProject.DEV, POLL, _ -> {});
    tasks.advance(POLL);
    tasks.runWaiting();

    assertThat(viewModel.runningProperty().get().map(RunningMode::mode)).contains("dev");
  }

  @Test
  void doesNotLookWhileTheEngineIsAway() {
    open();
    reachable.set(false);
    tasks.advance(POLL.multipliedBy(3));

    assertThat(tasks.waitingCount()).isZero();
    assertThat(viewModel.canSwitchProperty().get()).isFalse();
  }

  @Test
  void looksAgainWhenTheEngineIsBack() throws InterruptedException {
    open();
    reachable.set(false);
    compose.up(DemoProject.PROJECT, DemoProject.DEV, POLL, _ -> {});
    reachable.set(true);
    tasks.runWaiting();

    assertThat(viewModel.runningProperty().get().map(RunningMode::mode)).contains("dev");
  }

  @Test
  void nothingGoesOnAfterClose() {
    open();
    viewModel.close();
    tasks.advance(POLL.multipliedBy(3));

    assertThat(tasks.waitingCount()).isZero();
  }

  private void open() {
    viewModel.show(DemoProject.PROJECT, DemoProject.MODELS);
    tasks.runWaiting();
  }
}
