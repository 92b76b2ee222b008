package dev.gantry.ui.shell;

import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.engine.EngineStatus;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.ProblemCard;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Everything about the engine in use, or why there is none.
final class EngineDialog extends VBox {
  private static final double WIDTH = 620;

  private final Strings strings;
  private final ProblemText problems;
  private final VBox facts = new VBox();
  private final Button close;

  EngineDialog(EngineViewModel viewModel, Runnable onClose, Strings strings, ProblemText problems) {
    this.strings = strings;
    this.problems = problems;
    getStyleClass().add("dialog-card");
    setMaxSize(WIDTH, USE_PREF_SIZE);
    setPrefWidth(WIDTH);
    Label title = new Label(strings.text("shell.engine.title"));
    title.getStyleClass().add("pane-title");
    Button look = new Button(strings.text("shell.engine.lookAgain"));
    look.setOnAction(_ -> viewModel.checkNow());
    close = new Button(strings.text("shell.engine.close"));
    close.setDefaultButton(true);
    close.setCancelButton(true);
    close.setOnAction(_ -> onClose.run());
    HBox buttons = new HBox(8, look, close);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    getChildren().addAll(title, facts, buttons);
    viewModel.statusProperty().subscribe(status -> facts.getChildren().setAll(facts(status)));
  }

  void focus() {
    close.requestFocus();
  }

  private Node facts(EngineStatus status) {
    return switch (status) {
      case EngineStatus.Unknown _ -> new Label(strings.text("shell.engine.looking"));
      case EngineStatus.Unreachable(var problem) ->
          new ProblemCard(problem, problems, strings, true, List.of());
      case EngineStatus.Reachable(var address, var version, var api, var platform) -> {
        GridPane grid = new GridPane(16, 6);
        fact(grid, strings.text("shell.engine.version"), version);
        fact(grid, strings.text("shell.engine.api"), api);
        fact(grid, strings.text("shell.engine.platform"), platform);
        fact(grid, strings.text("shell.engine.host"), address.host());
        fact(grid, strings.text("shell.engine.source"), source(address.source()));
        yield grid;
      }
    };
  }

  private static void fact(GridPane grid, String name, String value) {
    Label label = new Label(name);
    label.getStyleClass().add("muted");
    label.setMinWidth(USE_PREF_SIZE);
    Label text = new Label(value);
    text.getStyleClass().add("mono");
    text.setWrapText(true);
    grid.addRow(grid.getRowCount(), label, text);
  }

  private String source(EngineAddress.Source source) {
    return switch (source) {
      case ENVIRONMENT -> strings.text("shell.source.environment");
      case CONTEXT -> strings.text("shell.source.context");
      case DEFAULT_SOCKET -> strings.text("shell.source.defaultSocket");
      case PRIVATE_ENGINE -> strings.text("shell.source.privateEngine");
    };
  }
}
