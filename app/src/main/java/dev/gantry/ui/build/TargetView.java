package dev.gantry.ui.build;

import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.problem.Problem;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.Segments;
import dev.gantry.ui.control.StateLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Everything about one target: how its build stands, its steps, and below them the log, the layers
/// or the failure.
final class TargetView extends VBox {
  private static final double STEPS_SHARE = 0.52;
  private static final double STEPS_SHARE_OF_FAILURE = 0.36;
  private static final double SHARE_OF_NO_FORECAST = 0.12;

  private final TargetViewModel target;
  private final Strings strings;
  private final ProblemText problems;
  private final Segments<Detail> choice;
  private final StackPane detail = new StackPane();
  private final HBox bar = new HBox(12);
  private final LogPane log;
  private final LayersPane layers;
  private final ResultPane result;
  private final FilesPane files;
  private final ForecastPane forecast;
  private final VBox details;
  private final SplitPane split = new SplitPane();
  private final Node steps;

  /// What can be looked at below the steps.
  private enum Detail {
    FAILURE,
    RESULT,
    LOG,
    LAYERS,
    FILES
  }

  TargetView(TargetViewModel target, Strings strings, ProblemText problems) {
    this.target = target;
    this.strings = strings;
    this.problems = problems;
    getStyleClass().add("target-view");
    choice = new Segments<>(this::name);
    log = new LogPane(target, strings);
    layers = new LayersPane(target, strings, problems);
    result = new ResultPane(target, strings);
    files = new FilesPane(target, strings, problems);
    forecast = new ForecastPane(target, strings, problems);
    details = detailRegion();
    steps = stepsRegion();
    split.setOrientation(Orientation.VERTICAL);
    VBox.setVgrow(split, Priority.ALWAYS);
    getChildren().addAll(summary(), split);
    choice.valueProperty().set(Detail.LAYERS);
    choice.valueProperty().subscribe(this::showDetail);
    target.phaseProperty().subscribe(this::showPhase);
    target.forecast().stateProperty().subscribe(this::showForecast);
  }

  private String name(Detail each) {
    return switch (each) {
      case FAILURE -> strings.text("build.detail.failure");
      case RESULT -> strings.text("build.detail.result");
      case LOG -> strings.text("build.detail.log");
      case LAYERS -> strings.text("build.detail.layers");
      case FILES -> strings.text("build.detail.files");
    };
  }

  private Node stepsRegion() {
    StepListView list = new StepListView(target, strings);
    SplitPane.setResizableWithParent(list, true);
    return list;
  }

  private Node summary() {
    CheckBox internal = new CheckBox(strings.text("build.steps.internal"));
    internal.setMinWidth(USE_PREF_SIZE);
    internal.selectedProperty().bindBidirectional(target.internalShownProperty());
    internal
        .visibleProperty()
        .bind(target.phaseProperty().map(phase -> !(phase instanceof BuildPhase.NotBuilt)));
    StateLine line = new BuildSummary(target, strings).node();
    HBox.setHgrow(line, Priority.ALWAYS);
    HBox summary = new HBox(12, line, internal);
    summary.getStyleClass().add("lamp-line");
    return summary;
  }

  private VBox detailRegion() {
    bar.getStyleClass().add("detail-bar");
    VBox.setVgrow(detail, Priority.ALWAYS);
    VBox region = new VBox(bar, detail);
    region.getStyleClass().add("detail");
    return region;
  }

  private void showPhase(BuildPhase phase) {
    choice.setItems(details());
    if (phase instanceof BuildPhase.NotBuilt) {
      showForecast();
      showDetail();
      return;
    }
    if (!split.getItems().contains(steps)) {
      split.getItems().setAll(List.of(steps, details));
    }
    split.setDividerPositions(failure().isPresent() ? STEPS_SHARE_OF_FAILURE : STEPS_SHARE);
    switch (phase) {
      case BuildPhase.NotBuilt _ -> {}
      case BuildPhase.Running _ -> choice.valueProperty().set(Detail.LOG);
      case BuildPhase.Ended(BuildOutcome.Succeeded _) -> choice.valueProperty().set(Detail.LAYERS);
      case BuildPhase.Ended(BuildOutcome.Failed _) -> choice.valueProperty().set(Detail.FAILURE);
      case BuildPhase.Ended(BuildOutcome.Cancelled _) -> {}
    }
    showDetail();
  }

  /// Until there are steps, those that are expected stand in their place.
  private void showForecast() {
    if (!(target.phaseProperty().get() instanceof BuildPhase.NotBuilt)) {
      return;
    }
    boolean asked = !(target.forecast().stateProperty().get() instanceof ForecastState.Unknown);
    List<Node> shown = asked ? List.of(forecast, details) : List.of(details);
    if (!split.getItems().equals(shown)) {
      split.getItems().setAll(shown);
    }
    if (asked) {
      split.setDividerPositions(
          target.forecast().stateProperty().get() instanceof ForecastState.Failed
              ? SHARE_OF_NO_FORECAST
              : STEPS_SHARE);
    }
  }

  private List<Detail> details() {
    BuildPhase phase = target.phaseProperty().get();
    List<Detail> all = new ArrayList<>();
    if (failure().isPresent()) {
      all.add(Detail.FAILURE);
    }
    if (phase instanceof BuildPhase.Ended(BuildOutcome.Succeeded _)) {
      all.add(Detail.RESULT);
    }
    if (!(phase instanceof BuildPhase.NotBuilt)) {
      all.add(Detail.LOG);
    }
    all.add(Detail.LAYERS);
    all.add(Detail.FILES);
    return all;
  }

  private Optional<Problem> failure() {
    return target.phaseProperty().get()
            instanceof BuildPhase.Ended(BuildOutcome.Failed(Problem problem, _))
        ? Optional.of(problem)
        : Optional.empty();
  }

  private void showDetail() {
    Detail shown = choice.valueProperty().get();
    if (shown == null) {
      return;
    }
    switch (shown) {
      case FAILURE -> put(new Region(), failureRegion());
      case LOG -> put(log.header(), log);
      case LAYERS -> put(layers.header(), layers);
      case RESULT -> put(new Region(), result);
      case FILES -> put(new Region(), files);
    }
  }

  private void put(Region header, Node content) {
    HBox.setHgrow(header, Priority.ALWAYS);
    bar.getChildren().setAll(choice, header);
    detail.getChildren().setAll(content);
  }

  private Node failureRegion() {
    return failure()
        .<Node>map(
            problem -> {
              ScrollPane scroll = new ScrollPane(new FailureView(problem, problems, strings));
              scroll.setFitToWidth(true);
              scroll.getStyleClass().add("failure-scroll");
              return scroll;
            })
        .orElse(log);
  }
}
