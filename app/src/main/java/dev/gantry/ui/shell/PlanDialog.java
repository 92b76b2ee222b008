package dev.gantry.ui.shell;

import dev.gantry.domain.engine.PrivateEngine;
import dev.gantry.text.Sizes;
import dev.gantry.text.Strings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Asks whether a private engine shall be started, and says exactly what that does.
final class PlanDialog extends VBox {
  private static final double WIDTH = 620;
  private static final double PACKAGES_HEIGHT = 150;

  private final Strings strings;
  private final Button confirm;

  PlanDialog(PrivateEngine.Plan plan, PrivateEngineViewModel viewModel, Strings strings) {
    this.strings = strings;
    getStyleClass().add("dialog-card");
    setMaxSize(WIDTH, USE_PREF_SIZE);
    setPrefWidth(WIDTH);
    Label title = new Label(strings.text("shell.plan.title"));
    title.getStyleClass().add("pane-title");
    confirm = new Button(strings.text("shell.plan.confirm"));
    confirm.getStyleClass().add("accent");
    confirm.setId("plan-confirm");
    confirm.setDefaultButton(true);
    confirm.setOnAction(_ -> viewModel.confirm());
    Button cancel = new Button(strings.text("shell.plan.cancel"));
    cancel.setId("plan-cancel");
    cancel.setCancelButton(true);
    cancel.setOnAction(_ -> viewModel.cancel());
    HBox buttons = new HBox(8, cancel, confirm);
    buttons.setAlignment(Pos.CENTER_RIGHT);

    getChildren().add(title);
    getChildren().add(text(strings.text("shell.plan.introduction")));
    if (!plan.packages().isEmpty()) {
      getChildren()
          .add(
              text(
                  strings.text(
                      "shell.plan.fetch",
                      plan.packages().size(),
                      Sizes.format(plan.downloadBytes()),
                      String.join(", ", plan.origins()))));
      getChildren().add(packages(plan));
    } else {
      getChildren().add(text(strings.text("shell.plan.nothingToFetch")));
    }
    getChildren().addAll(places(plan), text(strings.text("shell.plan.after")), buttons);
  }

  /// Puts the focus on the button that agrees.
  void focus() {
    confirm.requestFocus();
  }

  private static Label text(String words) {
    Label label = new Label(words);
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    return label;
  }

  private ScrollPane packages(PrivateEngine.Plan plan) {
    Label names = new Label(String.join("\n", plan.packages()));
    names.getStyleClass().add("mono");
    ScrollPane scroll = new ScrollPane(names);
    scroll.getStyleClass().add("packages");
    scroll.setFitToWidth(true);
    scroll.setMaxHeight(PACKAGES_HEIGHT);
    scroll.setAccessibleText(strings.text("shell.plan.packages"));
    return scroll;
  }

  private GridPane places(PrivateEngine.Plan plan) {
    GridPane grid = new GridPane(12, 4);
    place(grid, 0, strings.text("shell.plan.programs"), plan.programs().toString());
    place(grid, 1, strings.text("shell.plan.data"), plan.data().toString());
    place(grid, 2, strings.text("shell.plan.socket"), plan.socket().toString());
    return grid;
  }

  private static void place(GridPane grid, int row, String name, String path) {
    Label label = new Label(name);
    label.getStyleClass().add("muted");
    label.setMinWidth(Region.USE_PREF_SIZE);
    Label value = new Label(path);
    value.getStyleClass().add("mono");
    grid.addRow(row, label, value);
  }
}
