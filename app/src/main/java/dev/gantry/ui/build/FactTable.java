package dev.gantry.ui.build;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/// A small table: a figure on the right of its column, then a name, then a remark. Texts that are
/// too long are cut, and whole in their tooltip.
final class FactTable extends GridPane {
  private static final double FIGURE_WIDTH = 84;

  /// Both wide columns want the same and share what there is.
  private static final double WIDE = 300;

  FactTable() {
    getStyleClass().add("fact-table");
    ColumnConstraints figure = new ColumnConstraints(FIGURE_WIDTH);
    figure.setMinWidth(FIGURE_WIDTH);
    getColumnConstraints().addAll(List.of(figure, wide(), wide()));
  }

  private static ColumnConstraints wide() {
    ColumnConstraints column = new ColumnConstraints(0, WIDE, Double.MAX_VALUE);
    column.setHgrow(Priority.ALWAYS);
    return column;
  }

  FactTable row(String figure, String name, String remark) {
    Label number = label(figure, "mono");
    number.setAlignment(Pos.CENTER_RIGHT);
    addRow(getRowCount(), number, label(name, "mono"), label(remark, "muted"));
    return this;
  }

  private static Label label(String text, String style) {
    Label label = new Label(text);
    label.getStyleClass().add(style);
    label.setMinWidth(0);
    label.setMaxWidth(Double.MAX_VALUE);
    if (!text.isEmpty()) {
      label.setTooltip(new Tooltip(text));
    }
    return label;
  }
}
