package dev.gantry.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.engine.PrivateEngine.Phase;
import dev.gantry.domain.engine.PrivateEngine.Progress;
import dev.gantry.domain.problem.Problem;
import dev.gantry.ui.demo.FakePrivateEngine;
import dev.gantry.ui.fx.ManualTasks;
import dev.gantry.ui.shell.PrivateEngineState.Confirming;
import dev.gantry.ui.shell.PrivateEngineState.Failed;
import dev.gantry.ui.shell.PrivateEngineState.Nothing;
import dev.gantry.ui.shell.PrivateEngineState.Offered;
import dev.gantry.ui.shell.PrivateEngineState.Working;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrivateEngineViewModelTest {
  private final ManualTasks tasks = new ManualTasks();
  private final FakePrivateEngine engine = new FakePrivateEngine();
  private final List<String> told = new ArrayList<>();
  private final PrivateEngineViewModel viewModel =
      new PrivateEngineViewModel(engine, tasks, () -> told.add("running"));

  @Test
  void offersAnEngineThatIsNotThere() {
    refresh();

    assertThat(state()).isEqualTo(new Offered());
  }

  @Test
  void saysWhatItWouldDoBeforeItDoesAnything() {
    refresh();
    viewModel.ask();
    tasks.settle();

    assertThat(state()).isEqualTo(new Confirming(engine.plan()));
    assertThat(engine.calls()).isEmpty();
  }

  @Test
  void doesNothingWhenTheUserDoesNotAgree() {
    askAndSettle();
    viewModel.cancel();
    tasks.settle();

    assertThat(state()).isEqualTo(new Offered());
    assertThat(engine.calls()).isEmpty();
  }

  @Test
  void startsTheEngineAndProvidesTheBaseImage() {
    askAndSettle();
    viewModel.confirm();
    tasks.settle();

    assertThat(engine.calls()).containsExactly("start", "provideBaseImage");
    assertThat(told).containsExactly("running");
    assertThat(state()).isEqualTo(new Nothing());
  }

  @Test
  void showsHowFarItIs() {
    engine.failWith(new Problem.Unexpected("stop here"));
    askAndSettle();
    viewModel.confirm();
    PrivateEngineState first = state();
    List<PrivateEngineState> states = new ArrayList<>();
    viewModel.stateProperty().subscribe(() -> states.add(state()));
    tasks.runWaiting();

    assertThat(first).isEqualTo(new Working(new Progress(Phase.INDEX, "", -1)));
    assertThat(states).startsWith(new Working(new Progress(Phase.FETCH, "docker.io 26.1.5", 0.62)));
  }

  @Test
  void aFailureCanBeTriedAgain() {
    Problem problem = new Problem.Unexpected("no network");
    engine.failWith(problem);
    askAndSettle();
    viewModel.confirm();
    tasks.settle();
    PrivateEngineState failed = state();
    viewModel.ask();
    tasks.settle();

    assertThat(failed).isEqualTo(new Failed(problem));
    assertThat(state()).isInstanceOf(Confirming.class);
  }

  @Test
  void aFailureCanBePutAway() {
    engine.failWith(new Problem.Unexpected("no network"));
    askAndSettle();
    viewModel.confirm();
    tasks.settle();
    viewModel.dismiss();
    tasks.settle();

    assertThat(state()).isEqualTo(new Offered());
  }

  @Test
  void lookingAgainDoesNotDisturbAQuestion() {
    askAndSettle();
    viewModel.refresh();
    tasks.settle();

    assertThat(state()).isInstanceOf(Confirming.class);
  }

  @Test
  void lateProgressDoesNotHideTheEnd() {
    askAndSettle();
    viewModel.confirm();
    tasks.settle();
    tasks.advance(Duration.ofSeconds(1));

    assertThat(state()).isEqualTo(new Nothing());
  }

  private void refresh() {
    viewModel.refresh();
    tasks.settle();
  }

  private void askAndSettle() {
    refresh();
    viewModel.ask();
    tasks.settle();
  }

  private PrivateEngineState state() {
    return viewModel.stateProperty().get();
  }
}
