package dev.gantry.ui.control;

import dev.gantry.domain.problem.Problem;
import dev.gantry.text.Explanation;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// Shows a problem: what happened, where, what the tool said, what to do, and buttons for what
/// Gantry itself can do.
public final class ProblemCard extends HBox {
  private static final String COMMAND = "  ";
  private static final int CAUSE_ROWS = 10;
  private static final double ROW_HEIGHT = 17;

  private final Strings strings;
  private final VBox body = new VBox(6);

  /// @param causeShown whether the cause is open from the start
  public ProblemCard(
      Problem problem,
      ProblemText words,
      Strings strings,
      boolean causeShown,
      List<ProblemAction> actions) {
    this.strings = strings;
    getStyleClass().add("problem");
    setMaxHeight(USE_PREF_SIZE);
    HBox.setHgrow(body, Priority.ALWAYS);
    getChildren().addAll(Icons.of(Feather.ALERT_TRIANGLE, "problem-icon"), body);

    Explanation explanation = words.explain(problem);
    addText(explanation.title(), "card-title");
    if (!explanation.place().isBlank()) {
      addText(explanation.place(), "mono", "muted");
    }
    addCause(explanation.cause().strip(), causeShown);
    explanation.remedy().lines().forEach(this::addRemedy);
    if (!actions.isEmpty()) {
      body.getChildren().add(buttons(actions));
    }
  }

  private void addText(String text, String... styleClasses) {
    Label label = new Label(text);
    label.getStyleClass().addAll(styleClasses);
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    body.getChildren().add(label);
  }

  private void addCause(String cause, boolean shown) {
    if (cause.isEmpty()) {
      return;
    }
    TextArea text = new TextArea(cause);
    text.getStyleClass().add("cause");
    text.setEditable(false);
    text.setAccessibleText(strings.text("problem.cause.label"));
    long rows = Math.min(CAUSE_ROWS, cause.lines().count());
    text.setMinHeight(rows * ROW_HEIGHT + 2 * ROW_HEIGHT);
    text.setPrefHeight(text.getMinHeight());
    Hyperlink toggle = new Hyperlink();
    toggle.getStyleClass().add("cause-toggle");
    text.setVisible(shown);
    text.managedProperty().bind(text.visibleProperty());
    toggle
        .textProperty()
        .bind(
            text.visibleProperty()
                .map(
                    open ->
                        open
                            ? strings.text("problem.cause.hide")
                            : strings.text("problem.cause.show")));
    toggle.setOnAction(
        _ -> {
          text.setVisible(!text.isVisible());
          toggle.setVisited(false);
        });
    body.getChildren().addAll(toggle, text);
  }

  private void addRemedy(String line) {
    if (line.startsWith(COMMAND)) {
      Label command = new Label(line.strip());
      command.getStyleClass().add("command");
      body.getChildren().add(command);
    } else if (!line.isBlank()) {
      addText(line);
    }
  }

  private static FlowPane buttons(List<ProblemAction> actions) {
    FlowPane row = new FlowPane(8, 8);
    row.getStyleClass().add("actions");
    for (ProblemAction action : actions) {
      Button button = new Button(action.label());
      if (action.equals(actions.getFirst())) {
        button.getStyleClass().add("accent");
      }
      button.setOnAction(_ -> action.run().run());
      row.getChildren().add(button);
    }
    return row;
  }
}
