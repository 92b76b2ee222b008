package dev.gantry.ui.inference;

import dev.gantry.domain.inference.LoadHistory;
import dev.gantry.domain.inference.ServiceLoad;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.EmptyState;
import dev.gantry.ui.control.Icons;
import dev.gantry.ui.control.ProblemCard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// How busy the service is and was in the last two minutes: charts with the same axis of time. What
/// the pointer is at is shown by all of them.
final class LoadPane extends StackPane {
  private static final int COLUMNS = 3;

  private final LoadViewModel viewModel;
  private final Strings strings;
  private final ProblemText problems;
  private final List<GaugeCard> cards;
  private final List<Label> moments = new ArrayList<>();
  private final Label trouble = new Label();
  private final VBox charts;
  private final ObjectProperty<OptionalDouble> mark =
      new SimpleObjectProperty<>(this, "mark", OptionalDouble.empty());

  LoadPane(LoadViewModel viewModel, Strings strings, ProblemText problems) {
    this.viewModel = viewModel;
    this.strings = strings;
    this.problems = problems;
    setId("load");
    setAlignment(Pos.TOP_CENTER);
    cards = Gauges.all().stream().map(gauge -> new GaugeCard(gauge, strings)).toList();
    cards.forEach(card -> card.shareMark(mark));
    trouble.getStyleClass().add("muted");
    GridPane grid = grid();
    VBox.setVgrow(grid, Priority.ALWAYS);
    charts = new VBox(6, trouble, grid);
    sceneProperty().subscribe(scene -> viewModel.look(scene != null));
    viewModel.historyProperty().subscribe(this::draw);
    viewModel.stateProperty().subscribe(this::showState);
    mark.subscribe(this::showMoment);
  }

  private GridPane grid() {
    GridPane grid = new GridPane(8, 8);
    grid.setMinHeight(0);
    for (int i = 0; i < cards.size(); i++) {
      grid.add(cards.get(i), i % COLUMNS, i / COLUMNS);
    }
    for (int row = 0; row < cards.size() / COLUMNS; row++) {
      RowConstraints height = new RowConstraints();
      height.setVgrow(Priority.ALWAYS);
      grid.getRowConstraints().add(height);
    }
    for (int column = 0; column < COLUMNS; column++) {
      ColumnConstraints width = new ColumnConstraints();
      width.setPercentWidth(100.0 / COLUMNS);
      width.setHalignment(HPos.LEFT);
      grid.getColumnConstraints().add(width);
      grid.add(axis(), column, cards.size() / COLUMNS);
    }
    return grid;
  }

  private HBox axis() {
    Label begin = new Label(strings.text("inference.load.begin"));
    Label end = new Label();
    moments.add(end);
    Region spacer = new Region();
    HBox.setHgrow(spacer, Priority.ALWAYS);
    List.of(begin, end).forEach(label -> label.getStyleClass().add("caption"));
    HBox axis = new HBox(begin, spacer, end);
    axis.getStyleClass().add("gauge-axis");
    return axis;
  }

  private void draw(LoadHistory history) {
    cards.forEach(card -> card.draw(history));
  }

  private void showState(LoadState state) {
    if (viewModel.historyProperty().get().measured().isEmpty()) {
      getChildren().setAll(empty(state));
    } else if (!getChildren().contains(charts)) {
      getChildren().setAll(charts);
    }
    trouble.setText(words(state));
    trouble.setVisible(!trouble.getText().isEmpty());
    trouble.setManaged(trouble.isVisible());
    showMoment();
  }

  private String words(LoadState state) {
    return switch (state) {
      case LoadState.Waiting _, LoadState.Measured _ -> "";
      case LoadState.NotOffered _ -> strings.text("inference.load.notOfferedTitle");
      case LoadState.Lost(var problem) ->
          strings.text("inference.load.lost", problems.explain(problem).title());
    };
  }

  private Node empty(LoadState state) {
    return switch (state) {
      case LoadState.Waiting _, LoadState.Measured _ ->
          new EmptyState(
              Icons.of(Feather.ACTIVITY),
              strings.text("inference.load.waitingTitle"),
              strings.text("inference.load.waitingText"),
              List.of());
      case LoadState.NotOffered _ ->
          new EmptyState(
              Icons.of(Feather.ACTIVITY),
              strings.text("inference.load.notOfferedTitle"),
              strings.text("inference.load.notOfferedText"),
              List.of());
      case LoadState.Lost(var problem) ->
          new ProblemCard(problem, problems, strings, true, List.of());
    };
  }

  /// Shows the moment that the pointer is at; without one the newest, as long as it is measured.
  private void showMoment() {
    boolean measuring = viewModel.stateProperty().get() instanceof LoadState.Measured;
    Optional<GaugeCard.Moment> moment =
        mark.get().isPresent()
            ? at(mark.get().getAsDouble())
            : measuring ? at(0) : Optional.empty();
    cards.forEach(card -> card.show(moment));
    String words =
        mark.get().isPresent()
            ? strings.text("inference.load.ago", Math.round(mark.get().getAsDouble()))
            : measuring ? strings.text("inference.load.now") : strings.text("inference.load.last");
    moments.forEach(label -> label.setText(words));
  }

  /// What was measured so many seconds before the newest, or next to it.
  private Optional<GaugeCard.Moment> at(double secondsAgo) {
    List<ServiceLoad> measured = viewModel.historyProperty().get().measured();
    if (measured.isEmpty()) {
      return Optional.empty();
    }
    Duration ago = Duration.ofNanos(Math.round(secondsAgo * 1e9));
    int nearest = measured.size() - 1;
    for (int i = nearest - 1; i >= 0; i--) {
      if (distance(measured, i, ago).compareTo(distance(measured, nearest, ago)) < 0) {
        nearest = i;
      }
    }
    return Optional.of(
        new GaugeCard.Moment(measured.get(Math.max(0, nearest - 1)), measured.get(nearest)));
  }

  private static Duration distance(List<ServiceLoad> measured, int index, Duration ago) {
    return Duration.between(measured.get(index).at(), measured.getLast().at()).minus(ago).abs();
  }
}
