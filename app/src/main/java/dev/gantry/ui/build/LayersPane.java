package dev.gantry.ui.build;

import dev.gantry.domain.image.Image;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Sizes;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.EmptyState;
import dev.gantry.ui.control.Icons;
import dev.gantry.ui.control.LayerChart;
import dev.gantry.ui.control.ProblemCard;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;

/// The layers of the target's image as a chart, or why there are none.
final class LayersPane extends StackPane {
  private final TargetViewModel target;
  private final Strings strings;
  private final ProblemText problems;
  private final LayerRows rows;
  private final LayerChart chart = new LayerChart();
  private final Label facts = new Label();
  private final Label identity = new Label();
  private final HBox header;

  LayersPane(TargetViewModel target, Strings strings, ProblemText problems) {
    this.target = target;
    this.strings = strings;
    this.problems = problems;
    this.rows = new LayerRows(strings);
    getStyleClass().add("layers-pane");
    chart.setAccessibleText(strings.text("build.layers.label"));
    facts.getStyleClass().add("strong");
    facts.setMinWidth(USE_PREF_SIZE);
    identity.getStyleClass().addAll("mono", "muted");
    identity.setMinWidth(0);
    Region spacer = new Region();
    HBox.setHgrow(spacer, Priority.ALWAYS);
    header = new HBox(12, facts, spacer, identity);
    header.getStyleClass().add("detail-header");
    target.image().stateProperty().subscribe(state -> getChildren().setAll(show(state)));
  }

  /// Size and identity of the image; stands above the chart.
  HBox header() {
    return header;
  }

  private Node show(ImageState state) {
    facts.setText("");
    identity.setText("");
    String name = target.targetProperty().get().image();
    return switch (state) {
      case ImageState.Present(Image image) -> show(image);
      case ImageState.Loading _ -> new Label(strings.text("build.layers.loading", name));
      case ImageState.Unknown _ ->
          new EmptyState(
              Icons.of(Feather.LAYERS),
              strings.text("build.layers.unknownTitle"),
              strings.text("build.layers.unknownText"),
              List.of());
      case ImageState.Absent _ ->
          new EmptyState(
              Icons.of(Feather.LAYERS),
              strings.text("build.layers.absentTitle", name),
              strings.text("build.layers.absentText"),
              List.of());
      case ImageState.Failed(var problem) ->
          new ProblemCard(problem, problems, strings, false, List.of());
    };
  }

  private Node show(Image image) {
    facts.setText(
        strings.text("build.layers.facts", Sizes.format(image.sizeBytes()), image.layers().size()));
    identity.setText(
        String.join(", ", image.tags())
            + "  "
            + image.id().abbreviated()
            + "  "
            + image.platform());
    chart.contentProperty().set(rows.of(image));
    return chart;
  }
}
