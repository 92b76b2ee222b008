package dev.gantry.ui.shell;

import dev.gantry.domain.engine.EngineStatus;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.Lamp;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The line at the bottom: how the engine is, and what can be done when it is not well.
final class StatusBar extends HBox {
  private final Strings strings;
  private final ProblemText problems;
  private final Lamp lamp = new Lamp();
  private final Button engine = new Button("", lamp);
  private final Label detail = new Label();

  StatusBar(EngineViewModel viewModel, Runnable onEngine, Strings strings, ProblemText problems) {
    this.strings = strings;
    this.problems = problems;
    getStyleClass().add("status-bar");
    engine.getStyleClass().add("status-item");
    engine.setId("engine-status");
    engine.setOnAction(_ -> onEngine.run());
    engine.setMinWidth(USE_PREF_SIZE);
    detail.getStyleClass().addAll("caption");
    detail.setMinWidth(0);
    Region spacer = new Region();
    HBox.setHgrow(spacer, Priority.ALWAYS);
    getChildren().addAll(engine, detail, spacer);
    viewModel.statusProperty().subscribe(this::show);
  }

  private void show(EngineStatus status) {
    switch (status) {
      case EngineStatus.Unknown _ ->
          show(Lamp.State.STARTING, strings.text("shell.engine.looking"), "");
      case EngineStatus.Reachable(var address, var version, _, var platform) ->
          show(
              Lamp.State.GOOD,
              strings.text("shell.engine.reachable", version),
              strings.text("shell.engine.address", platform, address.host()));
      case EngineStatus.Unreachable(var problem) ->
          show(
              Lamp.State.BAD,
              problems.explain(problem).title(),
              strings.text("shell.engine.clickForHelp"));
    }
  }

  private void show(Lamp.State state, String text, String more) {
    lamp.stateProperty().set(state);
    engine.setText(text);
    detail.setText(more);
  }
}
