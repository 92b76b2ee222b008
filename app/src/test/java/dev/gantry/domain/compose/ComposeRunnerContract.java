package dev.gantry.domain.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.compose.SwitchEvent.Resource;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What every compose tool does. The project of the test has the modes `dev`, `prod` and `slow`,
/// each with the one service `web`, whose images are there; `slow` never becomes healthy. Only
/// `prod` is built here. Nothing runs at first.
public abstract class ComposeRunnerContract {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  protected abstract ComposeRunner runner();

  protected abstract Path directory();

  @Test
  void findsTheModesOfAProject() {
    Project project = runner().open(directory());

    assertThat(project.directory()).isEqualTo(directory());
    assertThat(project.modes()).extracting(Mode::name).containsExactly("dev", "prod", "slow");
  }

  @Test
  void saysWhereNoProjectIs() {
    Path empty = directory().resolveSibling("no-project-here");

    assertThatThrownBy(() -> runner().open(empty))
        .isInstanceOfSatisfying(
            GantryException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.ComposeFileMissing(empty)));
  }

  @Test
  void rendersTheServicesOfAMode() {
    ModeModel model = render("dev");

    assertThat(model.mode().name()).isEqualTo("dev");
    assertThat(model.projectName()).isNotBlank();
    assertThat(model.services()).extracting(Service::name).containsExactly("web");
    assertThat(model.targets()).isEmpty();
  }

  @Test
  void rendersTheTargetsOfAMode() {
    assertThat(render("prod").targets()).extracting(BuildTarget::name).containsExactly("prod");
  }

  @Test
  void runsNothingAtFirst() {
    assertThat(runner().running(project())).isEmpty();
  }

  @Test
  void switchesToAMode() throws Exception {
    List<SwitchEvent> told = new CopyOnWriteArrayList<>();

    runner().up(project(), mode("prod"), DEADLINE, told::add);

    assertThat(runner().running(project())).hasValueSatisfying(runs("prod"));
    assertThat(told)
        .anySatisfy(
            event ->
                assertThat(event)
                    .isInstanceOfSatisfying(
                        Resource.class,
                        resource -> {
                          assertThat(resource.kind()).isEqualTo("container");
                          assertThat(resource.name()).contains("web");
                          assertThat(resource.state()).isEqualTo("Healthy");
                        }));
  }

  @Test
  void switchesToAnotherModeAndBack() throws Exception {
    runner().up(project(), mode("dev"), DEADLINE, ComposeRunnerContract::ignore);

    runner().up(project(), mode("prod"), DEADLINE, ComposeRunnerContract::ignore);
    Optional<RunningMode> other = runner().running(project());
    runner().up(project(), mode("dev"), DEADLINE, ComposeRunnerContract::ignore);
    Optional<RunningMode> back = runner().running(project());

    assertThat(other).hasValueSatisfying(runs("prod"));
    assertThat(back).hasValueSatisfying(runs("dev"));
  }

  @Test
  void stopsEverything() throws Exception {
    runner().up(project(), mode("dev"), DEADLINE, ComposeRunnerContract::ignore);

    runner().down(project(), ComposeRunnerContract::ignore);

    assertThat(runner().running(project())).isEmpty();
  }

  @Test
  void stopsNothingWithoutComplaint() throws Exception {
    runner().down(project(), ComposeRunnerContract::ignore);

    assertThat(runner().running(project())).isEmpty();
  }

  @Test
  void endsASwitchOnInterrupt() throws Exception {
    BlockingQueue<SwitchEvent> told = new LinkedBlockingQueue<>();
    CompletableFuture<Throwable> outcome = new CompletableFuture<>();
    Thread switching =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    runner().up(project(), mode("slow"), DEADLINE, told::add);
                    outcome.complete(new AssertionError("the switch ended without an interrupt"));
                  } catch (InterruptedException | RuntimeException e) {
                    outcome.complete(e);
                  }
                });
    assertThat(told.poll(30, TimeUnit.SECONDS)).isNotNull();

    switching.interrupt();

    assertThat(outcome.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
  }

  private Project project() {
    return runner().open(directory());
  }

  private Mode mode(String name) {
    return project().mode(name).orElseThrow();
  }

  private ModeModel render(String mode) {
    return runner().render(project(), mode(mode));
  }

  private static void ignore(SwitchEvent event) {}

  private static Consumer<RunningMode> runs(String mode) {
    return running -> {
      assertThat(running.mode()).isEqualTo(mode);
      assertThat(running.containers())
          .extracting(RunningMode.Container::service, RunningMode.Container::state)
          .containsExactly(tuple("web", "running"));
    };
  }
}
