package dev.gantry.ui.shell;

import dev.gantry.domain.engine.EngineStatus;
import dev.gantry.domain.inference.ServiceHealth;
import dev.gantry.domain.problem.Problem;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.Lamp;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The line at the bottom: how the engine is, which mode runs, how its service is. Each part leads
/// to more.
final class StatusBar extends HBox {
  private final ShellViewModel shell;
  private final Strings strings;
  private final ProblemText problems;
  private final Item engine = new Item("engine-status");
  private final Item mode = new Item("mode-status");
  private final Item service = new Item("service-status");
  private final Label detail = new Label();

  /// A lamp with words that can be clicked.
  private static final class Item {
    private final Lamp lamp = new Lamp();
    private final Button button = new Button("", lamp);

    Item(String id) {
      button.setId(id);
      button.getStyleClass().add("status-item");
      button.setMinWidth(USE_PREF_SIZE);
    }

    void show(Lamp.State state, String text) {
      lamp.stateProperty().set(state);
      button.setText(text);
    }
  }

  StatusBar(ShellViewModel shell, Runnable onEngine, Strings strings, ProblemText problems) {
    this.shell = shell;
    this.strings = strings;
    this.problems = problems;
    getStyleClass().add("status-bar");
    engine.button.setOnAction(_ -> onEngine.run());
    engine.button.setTooltip(new Tooltip(strings.text("shell.engine.hint")));
    mode.button.setOnAction(_ -> shell.paneProperty().set(Pane.MODES));
    service.button.setOnAction(_ -> shell.paneProperty().set(Pane.INFERENCE));
    detail.getStyleClass().add("caption");
    detail.setMinWidth(0);
    Region spacer = new Region();
    HBox.setHgrow(spacer, Priority.ALWAYS);
    getChildren().addAll(engine.button, detail, spacer, mode.button, service.button);
    shell.engine().statusProperty().subscribe(this::showEngine);
    shell.modes().runningProperty().subscribe(this::showMode);
    shell.modes().busyProperty().subscribe(this::showMode);
    shell.engine().reachableProperty().subscribe(this::showMode);
    shell.inference().healthProperty().subscribe(this::showService);
    showMode();
  }

  private void showEngine(EngineStatus status) {
    switch (status) {
      case EngineStatus.Unknown _ -> {
        engine.show(Lamp.State.STARTING, strings.text("shell.engine.looking"));
        detail.setText("");
      }
      case EngineStatus.Reachable(var address, var version, _, var platform) -> {
        engine.show(Lamp.State.GOOD, strings.text("shell.engine.reachable", version));
        detail.setText(strings.text("shell.engine.address", platform, address.host()));
      }
      case EngineStatus.Unreachable(var problem) -> {
        engine.show(Lamp.State.BAD, problems.explain(problem).title());
        detail.setText(strings.text("shell.engine.clickForHelp"));
      }
    }
  }

  private void showMode() {
    if (shell.modes().busyProperty().get()) {
      mode.show(Lamp.State.STARTING, strings.text("shell.mode.switching"));
    } else if (shell.modes().runningProperty().get().isPresent()
        && shell.engine().reachableProperty().get()) {
      String name = shell.modes().runningProperty().get().get().mode();
      mode.show(
          Lamp.State.GOOD,
          name.isEmpty()
              ? strings.text("shell.mode.unknown")
              : strings.text("shell.mode.running", name));
    } else {
      mode.show(Lamp.State.OFF, strings.text("shell.mode.none"));
    }
  }

  private void showService(ServiceHealth health) {
    switch (health) {
      case ServiceHealth.Unknown _, ServiceHealth.Unreachable(Problem.ServiceUnreachable _) ->
          service.show(Lamp.State.OFF, strings.text("shell.service.down"));
      case ServiceHealth.Unreachable _ ->
          service.show(Lamp.State.BAD, strings.text("shell.service.trouble"));
      case ServiceHealth.NotServing _ ->
          service.show(Lamp.State.STARTING, strings.text("shell.service.starting"));
      case ServiceHealth.Serving _, ServiceHealth.Answering _ ->
          service.show(Lamp.State.GOOD, strings.text("shell.service.serving"));
    }
  }
}
