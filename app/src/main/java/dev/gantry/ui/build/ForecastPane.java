package dev.gantry.ui.build;

import dev.gantry.domain.forecast.Forecast;
import dev.gantry.domain.forecast.StepForecast;
import dev.gantry.text.Durations;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.Icons;
import dev.gantry.ui.control.StateLine;
import dev.gantry.ui.control.StateLine.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// What a build of the target would do: how much would run and how long, and each step with its
/// reason.
final class ForecastPane extends VBox {
  private static final double ROW_HEIGHT = 26;

  private final Strings strings;
  private final ProblemText problems;
  private final StateLine line = new StateLine();
  private final ListView<StepForecast> list = new ListView<>();

  ForecastPane(TargetViewModel target, Strings strings, ProblemText problems) {
    this.strings = strings;
    this.problems = problems;
    getStyleClass().add("step-list");
    list.setFixedCellSize(ROW_HEIGHT);
    list.setAccessibleText(strings.text("build.forecast.label"));
    list.setCellFactory(_ -> new ForecastCell(strings));
    list.setPlaceholder(new Label());
    VBox.setVgrow(list, Priority.ALWAYS);
    HBox.setHgrow(line, Priority.ALWAYS);
    HBox header = new HBox(8, line, again(target));
    header.getStyleClass().add("detail-header");
    getChildren().addAll(header, list);
    target.forecast().stateProperty().subscribe(this::show);
  }

  private Button again(TargetViewModel target) {
    Button button = new Button("", Icons.of(Feather.REFRESH_CW));
    button.getStyleClass().addAll("button-icon", "flat", "small");
    button.setAccessibleText(strings.text("build.forecast.again"));
    button.setTooltip(new Tooltip(strings.text("build.forecast.again")));
    button.setOnAction(_ -> target.loadForecast());
    return button;
  }

  private void show(ForecastState state) {
    switch (state) {
      case ForecastState.Unknown _ -> show(Kind.IDLE, "", "", List.of());
      case ForecastState.Loading _ ->
          show(Kind.RUNNING, strings.text("build.forecast.loading"), "", List.of());
      case ForecastState.Failed(var problem) ->
          show(
              Kind.IDLE,
              problems.explain(problem).title(),
              strings.text("build.forecast.none"),
              List.of());
      case ForecastState.Ready(Forecast forecast) -> show(forecast);
    }
  }

  private void show(Forecast forecast) {
    List<StepForecast> steps =
        forecast.steps().stream().filter(step -> !step.name().startsWith("[internal]")).toList();
    long running = steps.stream().filter(step -> step.outlook().runs()).count();
    String what =
        running == 0
            ? strings.text("build.forecast.nothing", steps.size())
            : strings.text("build.forecast.runs", running, steps.size());
    String time = running == 0 ? "" : time(forecast.total());
    String assumed =
        forecast.assumed().isEmpty()
            ? ""
            : strings.text("build.forecast.assumed", String.join(", ", forecast.assumed()));
    String detail =
        Stream.of(time, assumed).filter(it -> !it.isEmpty()).collect(Collectors.joining("  ·  "));
    show(Kind.IDLE, what, detail, steps);
  }

  private String time(Optional<Duration> total) {
    return total
        .map(it -> strings.text("build.forecast.time", Durations.format(it)))
        .orElseGet(() -> strings.text("build.forecast.noTime"));
  }

  private void show(Kind kind, String title, String detail, List<StepForecast> steps) {
    line.show(kind, Feather.FAST_FORWARD, title, detail);
    // the same steps again leave the list where it was scrolled to
    if (!list.getItems().equals(steps)) {
      list.getItems().setAll(steps);
    }
  }
}
