package dev.gantry;

import dev.gantry.text.Host;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.LayerChart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// The real window, used as a person would: clicks, typing, and looking at what it says.
final class JourneyWindow {
  private static final Duration REACTION = Duration.ofSeconds(20);

  private final FxRobot robot = new FxRobot();
  private final Strings strings = Strings.load();
  private final CountDownLatch closed = new CountDownLatch(1);

  private JourneyWindow() {}

  static JourneyWindow open(Wiring wiring, Path project) throws TimeoutException {
    JourneyWindow window = new JourneyWindow();
    Stage stage = FxToolkit.registerPrimaryStage();
    FxToolkit.setupFixture(
        () -> {
          stage.setWidth(1000);
          stage.setHeight(900);
          dashboard(wiring, project).show(stage, window.closed::countDown);
        });
    return window;
  }

  private static GantryApp dashboard(Wiring wiring, Path project) {
    Strings strings = Strings.load();
    ProblemText problems = new ProblemText(strings, new Host(Host.Family.OTHER_LINUX, "ada"));
    return new GantryApp(wiring.dashboardPorts(), project, strings, problems);
  }

  void close() throws Exception {
    FxToolkit.cleanupStages();
    closed.await(REACTION.toSeconds(), TimeUnit.SECONDS);
  }

  void choosePane(String name) {
    robot.clickOn("#nav-" + name);
  }

  /// Clicks the target and Build, and waits until the window says that the image is built.
  void build(String target, Duration deadline) throws TimeoutException {
    await(REACTION, () -> targetButton(target).isPresent() && enabled("#build-button"));
    robot.clickOn(targetButton(target).orElseThrow());
    robot.clickOn("#build-button");
    await(REACTION, () -> enabled("#cancel-button"));
    await(deadline, () -> !enabled("#cancel-button"));
    expectWords(".build-pane", firstWords("build.summary.done", target));
  }

  /// Sizes of the layers as the chart shows them, from the bottom up.
  List<String> layerSizes() throws TimeoutException {
    await(REACTION, () -> chart().filter(it -> !rows(it).isEmpty()).isPresent());
    return rows(chart().orElseThrow()).stream().map(LayerChart.Row::sizeText).toList();
  }

  void switchTo(String mode, Duration deadline) throws TimeoutException {
    await(REACTION, () -> enabled("#mode-" + mode));
    robot.clickOn("#mode-" + mode);
    await(
        deadline,
        () ->
            says(".modes-pane", firstWords("modes.summary.up", mode))
                || says(".modes-pane", firstWords("modes.summary.failed", mode)));
    expectWords(".modes-pane", firstWords("modes.summary.up", mode));
  }

  void waitUntilServing(Duration deadline) throws TimeoutException {
    String serving = strings.text("inference.health.serving");
    await(
        deadline,
        () -> labels("#health").stream().anyMatch(label -> label.getText().equals(serving)));
  }

  /// Has the model always say what is most likely.
  void leaveNothingToChance() {
    robot.doubleClickOn("#temperature .text-field").write("0").type(KeyCode.ENTER);
  }

  /// Types a prompt, sends it, and returns the answer when it is complete.
  String ask(String prompt, Duration deadline) throws TimeoutException {
    int before = answers().size();
    robot.clickOn("#prompt").write(prompt);
    robot.clickOn("#send");
    await(deadline, () -> answers().size() > before && !enabled("#stop-answer"));
    return answers().getLast();
  }

  private List<String> answers() {
    return robot.lookup(".exchange .answer").queryAllAs(Labeled.class).stream()
        .filter(Node::isVisible)
        .map(Labeled::getText)
        .toList();
  }

  private Optional<ToggleButton> targetButton(String target) {
    return robot.lookup(".build-pane .toggle-button").queryAllAs(ToggleButton.class).stream()
        .filter(button -> button.getText().equals(target))
        .findFirst();
  }

  private Optional<LayerChart> chart() {
    return robot.lookup(".layer-chart").tryQueryAs(LayerChart.class);
  }

  private static List<LayerChart.Row> rows(LayerChart chart) {
    return chart.contentProperty().get().rows();
  }

  private boolean enabled(String id) {
    return robot.lookup(id).tryQuery().filter(node -> !node.isDisabled()).isPresent();
  }

  private boolean says(String pane, String words) {
    return labels(pane).stream().anyMatch(label -> text(label).startsWith(words));
  }

  private void expectWords(String pane, String words) {
    if (!says(pane, words)) {
      throw new AssertionError(
          "the window does not say »%s«, but:%n%s"
              .formatted(
                  words,
                  labels(pane).stream()
                      .filter(Node::isVisible)
                      .map(JourneyWindow::text)
                      .filter(text -> !text.isBlank())
                      .collect(Collectors.joining("\n"))));
    }
  }

  private Set<Labeled> labels(String pane) {
    return robot.lookup(pane + " .label").queryAllAs(Labeled.class);
  }

  private static String text(Labeled label) {
    return label.getText() == null ? "" : label.getText();
  }

  /// The words of a message before the second blank that stands for something measured.
  private String firstWords(String key, String name) {
    String marker = "\u0000";
    String whole = strings.text(key, name, marker);
    return whole.substring(0, whole.indexOf(marker));
  }

  private static void await(Duration deadline, Callable<Boolean> condition)
      throws TimeoutException {
    WaitForAsyncUtils.waitFor(
        deadline.toMillis(),
        TimeUnit.MILLISECONDS,
        () -> WaitForAsyncUtils.asyncFx(condition).get());
  }
}
