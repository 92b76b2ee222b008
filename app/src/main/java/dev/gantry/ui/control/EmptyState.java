package dev.gantry.ui.control;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// What a pane shows while it has nothing to show: what would be here, and how to get there.
public final class EmptyState extends VBox {
  private static final double TEXT_WIDTH = 460;

  public EmptyState(Node icon, String title, String explanation, List<? extends Node> actions) {
    getStyleClass().add("empty-state");
    Label heading = new Label(title);
    heading.getStyleClass().add("card-title");
    Label text = new Label(explanation);
    text.getStyleClass().add("explanation");
    text.setWrapText(true);
    text.setMaxWidth(TEXT_WIDTH);
    text.setMinHeight(USE_PREF_SIZE);
    getChildren().addAll(icon, heading, text);
    if (!actions.isEmpty()) {
      HBox row = new HBox(8);
      row.getStyleClass().add("actions");
      row.setAlignment(Pos.CENTER);
      row.getChildren().addAll(actions);
      getChildren().add(row);
    }
  }
}
