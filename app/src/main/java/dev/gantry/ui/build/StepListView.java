package dev.gantry.ui.build;

import dev.gantry.domain.build.StepId;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.TimeAxis;
import dev.gantry.ui.control.TimelineRow;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The list of steps with the timeline beside it.
final class StepListView extends VBox {
  private static final double ROW_HEIGHT = 26;

  private final TargetViewModel target;
  private final ListView<StepRow> list;

  StepListView(TargetViewModel target, Strings strings) {
    this.target = target;
    getStyleClass().add("step-list");
    StepListModel model = new StepListModel(target);
    list = new ListView<>(target.steps());
    list.setFixedCellSize(ROW_HEIGHT);
    list.setAccessibleText(strings.text("build.steps.label"));
    list.setCellFactory(_ -> new StepCell(model, strings));
    list.setPlaceholder(new Label(strings.text("build.steps.waiting")));
    VBox.setVgrow(list, Priority.ALWAYS);
    getChildren().addAll(header(model, strings), list);

    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            row -> {
              if (row != null) {
                target.select(row.id());
              }
            });
    target.selectedProperty().subscribe(this::showSelected);
    // the list forgets its selection when rows change places
    target
        .steps()
        .addListener(
            (ListChangeListener<StepRow>) _ -> showSelected(target.selectedProperty().get()));
  }

  private static Region header(StepListModel model, Strings strings) {
    Label step = caption(strings.text("build.steps.step"));
    Label time = caption(strings.text("build.steps.time"));
    TimeAxis axis = new TimeAxis();
    axis.scaleProperty().bind(model.scaleProperty());
    TimelineRow header = new TimelineRow(new Region(), step, time, axis);
    header.getStyleClass().add("step-header");
    header.rowWidthProperty().bind(model.rowWidthProperty());
    return header;
  }

  private static Label caption(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("caption");
    return label;
  }

  private void showSelected(Optional<StepId> id) {
    Optional<StepRow> row =
        target.steps().stream().filter(it -> id.equals(Optional.of(it.id()))).findFirst();
    if (row.isEmpty()) {
      list.getSelectionModel().clearSelection();
    } else if (row.get() != list.getSelectionModel().getSelectedItem()) {
      list.getSelectionModel().select(row.get());
      list.scrollTo(row.get());
    }
  }
}
