package dev.gantry.ui.build;

import dev.gantry.domain.forecast.Outlook;
import dev.gantry.domain.forecast.StepForecast;
import dev.gantry.domain.image.StepName;
import dev.gantry.text.CauseText;
import dev.gantry.text.Durations;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.Icons;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A row of the forecast: whether the step runs, its name, why, and how long it usually takes.
final class ForecastCell extends ListCell<StepForecast> {
  private static final double WIDE = 300;
  private static final double TIME_WIDTH = 76;
  private static final PseudoClass CACHED = PseudoClass.getPseudoClass("cached");
  private static final PseudoClass RUNNING = PseudoClass.getPseudoClass("running");

  private final Strings strings;
  private final CauseText causes;
  private final FontIcon mark = Icons.of(Feather.CIRCLE, "step-mark");
  private final Label stage = new Label();
  private final Label instruction = new Label();
  private final Label why = new Label();
  private final Label time = new Label();
  private final HBox row;

  ForecastCell(Strings strings) {
    this.strings = strings;
    this.causes = new CauseText(strings);
    getStyleClass().addAll("step-cell", "forecast-cell");
    stage.getStyleClass().addAll("step-stage", "mono");
    stage.setMinWidth(USE_PREF_SIZE);
    instruction.getStyleClass().addAll("step-instruction", "mono");
    instruction.setMinWidth(0);
    HBox name = new HBox(8, stage, instruction);
    name.setAlignment(Pos.CENTER_LEFT);
    name.setMinWidth(0);
    name.setPrefWidth(WIDE);
    HBox.setHgrow(name, Priority.ALWAYS);
    why.getStyleClass().add("step-stage");
    why.setMinWidth(0);
    why.setPrefWidth(WIDE);
    why.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(why, Priority.ALWAYS);
    time.getStyleClass().addAll("step-time", "mono");
    time.setAlignment(Pos.CENTER_RIGHT);
    time.setMinWidth(TIME_WIDTH);
    time.setPrefWidth(TIME_WIDTH);
    row = new HBox(8, mark, name, why, time);
    row.setAlignment(Pos.CENTER_LEFT);
    // a cell is as wide as the list, not as its longest text
    setPrefWidth(0);
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
  }

  @Override
  protected void updateItem(StepForecast step, boolean empty) {
    super.updateItem(step, empty);
    if (empty || step == null) {
      setGraphic(null);
      setTooltip(null);
      setAccessibleText(null);
      return;
    }
    StepName name = StepName.parse(step.name());
    stage.setText(name.stage());
    instruction.setText(name.instruction());
    String reason = causes.of(step.outlook());
    why.setText(reason);
    String expected =
        step.outlook().runs()
            ? step.usual()
                .map(Durations::format)
                .orElseGet(() -> strings.text("build.forecast.unknownTime"))
            : "";
    time.setText(expected);
    mark.setIconCode(icon(step.outlook()));
    pseudoClassStateChanged(CACHED, !step.outlook().runs());
    pseudoClassStateChanged(RUNNING, step.outlook().runs());
    setGraphic(row);
    setTooltip(new Tooltip(reason.isEmpty() ? step.name() : step.name() + "\n" + reason));
    setAccessibleText(
        strings.text("build.forecast.spoken", step.name(), word(step.outlook()), reason, expected));
  }

  private static Feather icon(Outlook outlook) {
    return switch (outlook) {
      case Outlook.Cached _ -> Feather.ZAP;
      case Outlook.Runs _ -> Feather.PLAY;
      case Outlook.Depends _ -> Feather.HELP_CIRCLE;
    };
  }

  private String word(Outlook outlook) {
    return switch (outlook) {
      case Outlook.Cached _ -> strings.text("build.forecast.cached");
      case Outlook.Runs _ -> strings.text("build.forecast.willRun");
      case Outlook.Depends(boolean likely, _) ->
          strings.text(likely ? "build.forecast.mayRun" : "build.forecast.mayNotRun");
    };
  }
}
