package dev.gantry.ui.build;

import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.image.StepName;
import dev.gantry.text.Sizes;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.Icons;
import dev.gantry.ui.control.TimelineLane;
import dev.gantry.ui.control.TimelineRow;
import java.time.Instant;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A row of the step list: mark, name, time, and the bar on the shared time scale.
final class StepCell extends ListCell<StepRow> {
  private static final List<String> STATES =
      List.of("waiting", "running", "cached", "done", "failed", "cancelled");
  private static final PseudoClass INTERNAL = PseudoClass.getPseudoClass("internal");

  private final StepListModel model;
  private final Strings strings;
  private final FontIcon mark = Icons.of(Feather.CIRCLE, "step-mark");
  private final Label stage = new Label();
  private final Label instruction = new Label();
  private final Label transfer = new Label();
  private final Label time = new Label();
  private final TimelineLane lane = new TimelineLane();
  private final TimelineRow columns;
  private Subscription subscription = Subscription.EMPTY;

  StepCell(StepListModel model, Strings strings) {
    this.model = model;
    this.strings = strings;
    getStyleClass().add("step-cell");
    stage.getStyleClass().addAll("step-stage", "mono");
    stage.setMinWidth(USE_PREF_SIZE);
    instruction.getStyleClass().addAll("step-instruction", "mono");
    instruction.setMinWidth(0);
    transfer.getStyleClass().addAll("step-transfer", "caption");
    transfer.setMinWidth(USE_PREF_SIZE);
    time.getStyleClass().addAll("step-time", "mono");
    HBox.setHgrow(instruction, Priority.ALWAYS);
    instruction.setMaxWidth(Double.MAX_VALUE);
    HBox name = new HBox(8, stage, instruction, transfer);
    name.getStyleClass().add("step-name");
    columns = new TimelineRow(mark, name, time, lane);
    lane.scaleProperty().bind(model.scaleProperty());
    columns.widthProperty().subscribe(width -> model.rowWidthProperty().set(width.doubleValue()));
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
  }

  @Override
  protected void updateItem(StepRow row, boolean empty) {
    super.updateItem(row, empty);
    subscription.unsubscribe();
    subscription = Subscription.EMPTY;
    if (empty || row == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    setGraphic(columns);
    subscription =
        row.stepProperty()
            .subscribe(this::show)
            .and(model.nowProperty().subscribe(this::tick))
            .and(model.criticalProperty().subscribe(this::showBar));
  }

  private void show(Step step) {
    StepName name = StepName.parse(step.name());
    stage.setText(name.stage());
    stage.setVisible(!name.stage().isEmpty());
    stage.setManaged(!name.stage().isEmpty());
    instruction.setText(name.instruction());
    String moving = transfers(step);
    transfer.setText(moving);
    transfer.setManaged(!moving.isEmpty());
    StepMark look = StepMark.of(step.state());
    mark.setIconCode(look.icon());
    for (String state : STATES) {
      pseudoClassStateChanged(PseudoClass.getPseudoClass(state), state.equals(look.styleClass()));
    }
    pseudoClassStateChanged(INTERNAL, step.internal());
    showTime(step, model.nowProperty().get());
  }

  private void tick(Instant now) {
    StepRow row = getItem();
    if (row != null && row.step().state() instanceof StepState.Running) {
      showTime(row.step(), now);
    }
  }

  private void showBar() {
    StepRow row = getItem();
    if (row != null) {
      lane.barProperty().set(model.bar(row.step(), model.nowProperty().get()));
    }
  }

  private void showTime(Step step, Instant now) {
    String text = StepMark.time(step, now, strings);
    time.setText(text);
    lane.barProperty().set(model.bar(step, now));
    setAccessibleText(
        strings.text("build.step.spoken", step.name(), StepMark.word(step.state(), strings), text));
  }

  private String transfers(Step step) {
    if (!(step.state() instanceof StepState.Running)) {
      return "";
    }
    List<BuildEvent.Transfer> open =
        step.transfers().stream().filter(it -> it.completed().isEmpty()).toList();
    long total = open.stream().mapToLong(BuildEvent.Transfer::total).sum();
    long current = open.stream().mapToLong(BuildEvent.Transfer::current).sum();
    if (current <= 0) {
      return "";
    }
    return total > 0
        ? strings.text("build.step.transferOf", Sizes.format(current), Sizes.format(total))
        : Sizes.format(current);
  }
}
