package dev.gantry.ui.modes;

import dev.gantry.text.Durations;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.Icons;
import dev.gantry.ui.control.TimelineLane;
import dev.gantry.ui.control.TimelineRow;
import java.time.Duration;
import java.time.Instant;
import javafx.css.PseudoClass;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A row of the list of resources: mark, kind, name, state, time, and a bar from its first mention
/// to its last change.
final class ResourceCell extends ListCell<ResourceRow> {
  private final ResourceTimeline timeline;
  private final Strings strings;
  private final FontIcon mark = Icons.of(Feather.BOX, "step-mark");
  private final Label kind = new Label();
  private final Label name = new Label();
  private final Label state = new Label();
  private final Label time = new Label();
  private final TimelineLane lane = new TimelineLane();
  private final TimelineRow columns;
  private Subscription subscription = Subscription.EMPTY;

  ResourceCell(ResourceTimeline timeline, Strings strings) {
    this.timeline = timeline;
    this.strings = strings;
    getStyleClass().addAll("step-cell", "resource-cell");
    kind.getStyleClass().add("step-stage");
    kind.setMinWidth(USE_PREF_SIZE);
    name.getStyleClass().add("mono");
    name.setMinWidth(0);
    state.getStyleClass().add("step-transfer");
    state.setMinWidth(USE_PREF_SIZE);
    time.getStyleClass().addAll("step-time", "mono");
    HBox words = new HBox(8, kind, name, state);
    words.getStyleClass().add("step-name");
    columns = new TimelineRow(mark, words, time, lane);
    lane.scaleProperty().bind(timeline.scaleProperty());
    columns
        .widthProperty()
        .subscribe(width -> timeline.rowWidthProperty().set(width.doubleValue()));
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
  }

  @Override
  protected void updateItem(ResourceRow row, boolean empty) {
    super.updateItem(row, empty);
    subscription.unsubscribe();
    subscription = Subscription.EMPTY;
    if (empty || row == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    setGraphic(columns);
    kind.setText(kind(row.kind()));
    name.setText(row.name());
    state.setText(row.state());
    show(row.progress());
    subscription = timeline.nowProperty().subscribe(now -> showTime(row, now));
  }

  private void show(ResourceRow.Progress progress) {
    mark.setIconCode(
        switch (progress) {
          case WORKING -> Feather.PLAY;
          case DONE -> Feather.CHECK;
          case FAILED -> Feather.X;
        });
    mark(progress, ResourceRow.Progress.WORKING, "running");
    mark(progress, ResourceRow.Progress.DONE, "done");
    mark(progress, ResourceRow.Progress.FAILED, "failed");
  }

  private void mark(ResourceRow.Progress now, ResourceRow.Progress each, String pseudoClass) {
    pseudoClassStateChanged(PseudoClass.getPseudoClass(pseudoClass), now == each);
  }

  private void showTime(ResourceRow row, Instant now) {
    Duration took = timeline.elapsed(row, now);
    time.setText(took.isPositive() ? Durations.format(took) : "");
    lane.barProperty().set(timeline.bar(row, now));
    setAccessibleText(
        strings.text(
            "modes.resource.spoken", kind(row.kind()), row.name(), row.state(), time.getText()));
  }

  private String kind(String word) {
    return switch (word) {
      case "container" -> strings.text("modes.resource.container");
      case "network" -> strings.text("modes.resource.network");
      case "volume" -> strings.text("modes.resource.volume");
      case "image" -> strings.text("modes.resource.image");
      default -> word;
    };
  }
}
