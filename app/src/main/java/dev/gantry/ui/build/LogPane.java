package dev.gantry.ui.build;

import dev.gantry.domain.build.StepId;
import dev.gantry.domain.log.LogLine;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.Icons;
import dev.gantry.ui.control.LogView;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The log of the chosen step, with what it is of, how long it is, and how to copy it.
final class LogPane extends VBox {
  private final TargetViewModel target;
  private final Strings strings;
  private final LogView log;
  private final Label step = new Label();
  private final Label count = new Label();
  private final HBox header;

  LogPane(TargetViewModel target, Strings strings) {
    this.target = target;
    this.strings = strings;
    getStyleClass().add("log-pane");
    log = new LogView(target.log());
    log.setAccessibleText(strings.text("build.log.label"));
    Label placeholder = new Label();
    log.setPlaceholder(placeholder);
    placeholder
        .textProperty()
        .bind(
            target
                .selectedProperty()
                .map(
                    id ->
                        id.isPresent()
                            ? strings.text("build.log.silent")
                            : strings.text("build.log.none")));
    VBox.setVgrow(log, Priority.ALWAYS);
    getChildren().add(log);
    header = createHeader();
    target.selectedProperty().subscribe(this::showStep);
    target.logDroppedProperty().subscribe(this::showCount);
    target.log().addListener((ListChangeListener<LogLine>) _ -> showCount());
  }

  /// What the log is of, and what can be done with it; stands above the log.
  HBox header() {
    return header;
  }

  private HBox createHeader() {
    step.getStyleClass().addAll("mono", "muted");
    step.setMinWidth(0);
    count.getStyleClass().add("caption");
    count.setMinWidth(USE_PREF_SIZE);
    Region spacer = new Region();
    HBox.setHgrow(spacer, Priority.ALWAYS);
    CheckBox follow = new CheckBox(strings.text("build.log.follow"));
    follow.setMinWidth(USE_PREF_SIZE);
    follow.selectedProperty().bindBidirectional(log.followTailProperty());
    Button copy = new Button("", Icons.of(Feather.COPY));
    copy.getStyleClass().addAll("button-icon", "flat", "small");
    copy.setAccessibleText(strings.text("build.log.copy"));
    copy.setTooltip(new Tooltip(strings.text("build.log.copy")));
    copy.setOnAction(_ -> log.copySelection());
    HBox bar = new HBox(10, step, spacer, count, follow, copy);
    bar.getStyleClass().add("detail-header");
    return bar;
  }

  private void showStep(Optional<StepId> id) {
    step.setText(
        id.flatMap(it -> target.progressProperty().get().step(it)).map(it -> it.name()).orElse(""));
    showCount();
  }

  private void showCount() {
    long dropped = target.logDroppedProperty().get();
    int kept = target.log().size();
    count.setText(
        dropped > 0
            ? strings.text("build.log.dropped", kept, dropped)
            : strings.text("build.log.lines", kept));
  }
}
