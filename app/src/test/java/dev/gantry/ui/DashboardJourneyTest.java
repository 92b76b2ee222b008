package dev.gantry.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.FakeBuildRunner;
import dev.gantry.domain.compose.FakeComposeRunner;
import dev.gantry.domain.engine.EngineStatus;
import dev.gantry.domain.engine.FakeEngine;
import dev.gantry.domain.image.FakeImageSource;
import dev.gantry.domain.inference.FakeInferenceService;
import dev.gantry.domain.inference.ServiceAccess;
import dev.gantry.domain.problem.Problem;
import dev.gantry.ui.control.LayerChart;
import dev.gantry.ui.demo.DemoBuild;
import dev.gantry.ui.demo.DemoImage;
import dev.gantry.ui.demo.DemoInsights;
import dev.gantry.ui.demo.DemoProject;
import dev.gantry.ui.demo.FakePrivateEngine;
import dev.gantry.ui.shell.Pane;
import dev.gantry.ui.shell.Ports;
import dev.gantry.ui.theme.Theme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/// What a user does with mouse and keys, in the real window on fakes.
class DashboardJourneyTest {
  private final FakeEngine engine = FakeEngine.reachable();
  private final FakePrivateEngine privateEngine = new FakePrivateEngine();
  private final FakeBuildRunner builds = new FakeBuildRunner();
  private final FakeInferenceService inference = new FakeInferenceService();
  private final FxRobot robot = new FxRobot();
  private Optional<TestWindow> window = Optional.empty();

  @AfterEach
  void close() {
    window.ifPresent(TestWindow::close);
  }

  @Test
  void buildsProdAndSeesItsLayers() {
    open();
    FxThread.await("build can start", () -> window().viewModel().build().canBuildProperty().get());
    robot.clickOn("prod");
    robot.clickOn("#build-button");
    FxThread.await("build", () -> !builds.builds().isEmpty());
    DemoBuild.after(Instant.now().minusSeconds(44), 100).forEach(builds.lastBuild()::tell);
    builds
        .lastBuild()
        .end(
            new BuildOutcome.Succeeded(
                Optional.of(DemoImage.ID),
                DemoImage.IMAGE.tags(),
                List.of(),
                Duration.ofSeconds(43)));
    FxThread.await("layers", () -> chart().isPresent());

    assertThat(builds.lastBuild().request().target().name()).isEqualTo("prod");
    assertThat(rows()).hasSameSizeAs(DemoImage.IMAGE.layers());
    assertThat(rows().get(2).sizeText()).isEqualTo("43.9 MB");
  }

  @Test
  void cancelsABuildByKey() {
    open();
    FxThread.await("build can start", () -> window().viewModel().build().canBuildProperty().get());
    robot.push(KeyCode.CONTROL, KeyCode.B);
    FxThread.await("build", () -> !builds.builds().isEmpty());
    robot.push(KeyCode.CONTROL, KeyCode.PERIOD);
    FxThread.await("end", () -> !window().viewModel().build().running());

    assertThat(builds.lastBuild().isOver()).isTrue();
  }

  @Test
  void switchesToProdAndAsksTheModel() {
    inference.answerWith("Good", " morning");
    open();
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
    FxThread.await("modes", () -> window().viewModel().modes().canSwitchProperty().get());
    robot.clickOn("#mode-prod");
    FxThread.await("mode", () -> window().viewModel().modes().runningProperty().get().isPresent());
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT3);
    robot.clickOn("#prompt").write("Hello").push(KeyCode.SHIFT, KeyCode.ENTER).write("Ada");
    robot.push(KeyCode.ENTER);
    FxThread.await("answer", () -> shows("Good morning"));

    assertThat(inference.lastGeneration().prompt().text()).isEqualTo("Hello\nAda");
    assertThat(FxThread.call(() -> ((TextInputControl) find("#prompt")).getText())).isEmpty();
  }

  @Test
  void startsAPrivateEngineOnlyAfterAgreeing() {
    engine.become(
        new EngineStatus.Unreachable(
            new Problem.EngineNotInstalled(List.of("unix:///var/run/docker.sock"))));
    privateEngine.onStart(() -> engine.become(FakeEngine.reachable().check()));
    open();
    FxThread.await("offer", () -> shows("Start a private engine …"));
    robot.clickOn("Start a private engine …");
    FxThread.await("question", () -> window().scene().lookup("#plan-confirm") != null);
    List<String> before = privateEngine.calls();
    FxThread.settle();
    robot.clickOn("#plan-confirm");
    FxThread.await("engine", () -> window().viewModel().engine().reachableProperty().get());

    assertThat(before).isEmpty();
    assertThat(privateEngine.calls()).startsWith("start");
  }

  @Test
  void goesFromPaneToPaneByKeys() {
    open();
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT3);
    Pane third = FxThread.call(() -> window().viewModel().paneProperty().get());
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT1);
    Pane first = FxThread.call(() -> window().viewModel().paneProperty().get());

    assertThat(List.of(third, first)).containsExactly(Pane.INFERENCE, Pane.BUILD);
  }

  private void open() {
    window =
        Optional.of(
            TestWindow.open(
                new Ports(
                    engine,
                    privateEngine,
                    new FakeComposeRunner(DemoProject.PROJECT, DemoProject.MODELS),
                    builds,
                    new FakeImageSource().put(DemoImage.IMAGE),
                    _ -> List.of(),
                    DemoInsights.none(),
                    inference,
                    _ -> ServiceAccess.OPEN),
                Theme.LIGHT,
                1000,
                700));
    FxThread.await("targets", () -> window().viewModel().build().targets().size() == 2);
    FxThread.settle();
  }

  private TestWindow window() {
    return window.orElseThrow();
  }

  private Node find(String query) {
    return Optional.ofNullable(window().scene().lookup(query))
        .orElseThrow(() -> new AssertionError("not in the window: " + query));
  }

  private boolean shows(String text) {
    return robot.lookup(text).tryQuery().isPresent();
  }

  private Optional<LayerChart> chart() {
    return Optional.ofNullable((LayerChart) window().scene().lookup(".layer-chart"))
        .filter(chart -> !chart.contentProperty().get().rows().isEmpty());
  }

  private List<LayerChart.Row> rows() {
    return FxThread.call(() -> chart().orElseThrow().contentProperty().get().rows());
  }
}
