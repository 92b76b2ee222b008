package dev.gantry.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.build.FakeBuildRunner;
import dev.gantry.domain.compose.FakeComposeRunner;
import dev.gantry.domain.compose.RunningMode;
import dev.gantry.domain.compose.Service.PublishedPort;
import dev.gantry.domain.engine.FakeEngine;
import dev.gantry.domain.image.FakeImageSource;
import dev.gantry.domain.inference.FakeInferenceService;
import dev.gantry.domain.inference.ServiceAccess;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.problem.Problem;
import dev.gantry.ui.demo.DemoInsights;
import dev.gantry.ui.demo.DemoProject;
import dev.gantry.ui.demo.FakePrivateEngine;
import dev.gantry.ui.fx.ManualTasks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShellViewModelTest {
  private static final Duration BATCH = Duration.ofMillis(100);

  private static final ServiceAccess NAMED =
      new ServiceAccess(List.of(), Optional.of("llm.example"), Optional.empty(), Optional.empty());

  private final ManualTasks tasks = new ManualTasks();
  private final FakeEngine engine = FakeEngine.reachable();
  private final FakeComposeRunner compose =
      new FakeComposeRunner(DemoProject.PROJECT, DemoProject.MODELS);
  private final FakeBuildRunner builds = new FakeBuildRunner();
  private final FakeInferenceService inference = new FakeInferenceService();
  private final ShellViewModel shell = shell(DemoProject.DIRECTORY);

  @Test
  void opensTheProjectInAllPanes() {
    start(shell);

    assertThat(shell.build().targets()).hasSize(2);
    assertThat(shell.modes().modes()).containsExactly(DemoProject.DEV, DemoProject.PROD);
    assertThat(shell.inference().endpointProperty().get())
        .contains(new ServiceEndpoint("127.0.0.1", 50052, ""));
  }

  @Test
  void talksToTheServiceThatRunsAsItsContainerSays() {
    compose.runs(
        new RunningMode(
            "prod",
            List.of(
                new RunningMode.Container(
                    "id",
                    "llm",
                    "gantry-llm:prod",
                    "running",
                    "healthy",
                    List.of(new PublishedPort("127.0.0.1", 15052, 50052)),
                    Map.of("dev.gantry.grpc.tls-server-name", "llm.example")))));
    start(shell);

    assertThat(shell.inference().endpointProperty().get())
        .contains(new ServiceEndpoint("127.0.0.1", 15052, "").with(NAMED));
  }

  @Test
  void aModeThatCannotBeRenderedLeavesTheOthers() {
    Problem problem =
        new Problem.ComposeInvalid(DemoProject.DIRECTORY.resolve("compose.dev.yml"), "line 3");
    compose.failRender("dev", problem);
    start(shell);

    assertThat(shell.project().stateProperty().get())
        .isEqualTo(
            new ProjectState.Open(
                DemoProject.PROJECT, DemoProject.MODELS.subList(1, 2), List.of(problem)));
    assertThat(shell.build().targets()).hasSize(1);
  }

  @Test
  void saysThatADirectoryIsNoProject() {
    Path elsewhere = Path.of("/home/ada/music");
    ShellViewModel other = shell(elsewhere);
    start(other);

    assertThat(other.project().stateProperty().get())
        .isEqualTo(new ProjectState.Unreadable(new Problem.ComposeFileMissing(elsewhere)));
  }

  @Test
  void readsAProjectThatWasMendedWhenAsked() {
    compose.failRender("dev", new Problem.ComposeInvalid(DemoProject.DIRECTORY, "line 3"));
    start(shell);
    compose.succeed();
    shell.project().reload();
    tasks.runWaiting();

    assertThat(shell.build().targets()).hasSize(2);
  }

  @Test
  void readsTheProjectAgainWhenTheEngineBringsTheComposeTool() {
    engine.goAway();
    compose.failRender("dev", new Problem.ComposeToolMissing(List.of("docker compose")));
    compose.failRender("prod", new Problem.ComposeToolMissing(List.of("docker compose")));
    start(shell);
    int before = shell.build().targets().size();
    compose.succeed();
    engine.become(FakeEngine.reachable().check());
    tasks.advance(BATCH);
    tasks.runWaiting();

    assertThat(before).isZero();
    assertThat(shell.build().targets()).hasSize(2);
  }

  @Test
  void offersAPrivateEngineWhileNoneIsReachable() {
    engine.goAway();
    start(shell);

    assertThat(shell.privateEngine().stateProperty().get())
        .isEqualTo(new PrivateEngineState.Offered());
  }

  @Test
  void buildsATargetFromAnotherPane() {
    start(shell);
    shell.paneProperty().set(Pane.MODES);
    shell.buildTarget("prod");
    tasks.runWaiting();

    assertThat(shell.paneProperty().get()).isEqualTo(Pane.BUILD);
    assertThat(builds.lastBuild().request().target().name()).isEqualTo("prod");
  }

  @Test
  void cancelMeansThePaneInView() {
    start(shell);
    shell.build().build(false);
    tasks.runWaiting();
    shell.paneProperty().set(Pane.MODES);
    shell.cancel();
    boolean otherPane = builds.lastBuild().isOver();
    shell.paneProperty().set(Pane.BUILD);
    shell.cancel();

    assertThat(otherPane).isFalse();
    assertThat(builds.lastBuild().isOver()).isTrue();
  }

  @Test
  void closeEndsEverything() {
    start(shell);
    shell.close();
    tasks.settle();
    tasks.advance(Duration.ofMinutes(1));

    assertThat(engine.watcherCount()).isZero();
    assertThat(inference.watcherCount()).isZero();
    assertThat(tasks.waitingCount()).isZero();
  }

  private ShellViewModel shell(Path directory) {
    return new ShellViewModel(
        new Ports(
            engine,
            new FakePrivateEngine(),
            compose,
            builds,
            new FakeImageSource(),
            _ -> List.of(),
            DemoInsights.none(),
            inference,
            _ -> NAMED),
        directory,
        tasks);
  }

  private void start(ShellViewModel started) {
    started.start();
    tasks.runWaiting();
    tasks.advance(BATCH);
    tasks.runWaiting();
    tasks.advance(BATCH);
    tasks.runWaiting();
  }
}
