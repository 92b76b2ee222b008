package dev.gantry.ui.build;

import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.EmptyState;
import dev.gantry.ui.control.Icons;
import dev.gantry.ui.control.Segments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// The build pane: which target, the commands, and the target's build and image below.
public final class BuildView extends VBox {
  private final BuildViewModel viewModel;
  private final Strings strings;
  private final ProblemText problems;
  private final Map<TargetViewModel, TargetView> views = new HashMap<>();
  private final Segments<TargetViewModel> targets =
      new Segments<>(target -> target.targetProperty().get().name());
  private final StackPane content = new StackPane();
  private final Label place = new Label();

  public BuildView(BuildViewModel viewModel, Strings strings, ProblemText problems) {
    this.viewModel = viewModel;
    this.strings = strings;
    this.problems = problems;
    getStyleClass().addAll("pane", "build-pane");
    VBox.setVgrow(content, Priority.ALWAYS);
    getChildren().addAll(toolbar(), content);
    targets.valueProperty().bindBidirectional(viewModel.selectedProperty());
    viewModel.targets().addListener((ListChangeListener<TargetViewModel>) _ -> showTargets());
    showTargets();
    viewModel.selectedProperty().subscribe(this::showTarget);
  }

  private Node toolbar() {
    Label title = new Label(strings.text("build.pane.title"));
    title.getStyleClass().add("pane-title");
    title.setMinWidth(USE_PREF_SIZE);
    Region spacer = new Region();
    HBox.setHgrow(spacer, Priority.ALWAYS);
    place.getStyleClass().addAll("mono", "muted");
    place.setMinWidth(0);
    HBox bar = new HBox(10, title, targets, spacer, place, build(), rebuild(), cancel());
    bar.getStyleClass().add("toolbar");
    return bar;
  }

  private Button build() {
    Button button = new Button(strings.text("build.command.build"), Icons.of(Feather.PLAY));
    button.getStyleClass().add("accent");
    button.setId("build-button");
    button.setOnAction(_ -> viewModel.build(false));
    button.disableProperty().bind(viewModel.canBuildProperty().not());
    keepWords(button);
    return button;
  }

  private Button rebuild() {
    Button button = new Button(strings.text("build.command.rebuild"), Icons.of(Feather.ROTATE_CW));
    button.setId("rebuild-button");
    button.setTooltip(new Tooltip(strings.text("build.command.rebuildHint")));
    button.setOnAction(_ -> viewModel.build(true));
    button.disableProperty().bind(viewModel.canBuildProperty().not());
    keepWords(button);
    return button;
  }

  private Button cancel() {
    Button button = new Button(strings.text("build.command.cancel"), Icons.of(Feather.SQUARE));
    button.setId("cancel-button");
    button.setOnAction(_ -> viewModel.cancel());
    button.disableProperty().bind(viewModel.canCancelProperty().not());
    keepWords(button);
    return button;
  }

  private static void keepWords(Button button) {
    button.setMinWidth(USE_PREF_SIZE);
  }

  private void showTargets() {
    targets.setItems(viewModel.targets());
    targets.setVisible(!viewModel.targets().isEmpty());
    views.keySet().retainAll(viewModel.targets());
  }

  private void showTarget(@Nullable TargetViewModel target) {
    if (target == null) {
      place.setText("");
      content
          .getChildren()
          .setAll(
              new EmptyState(
                  Icons.of(Feather.PACKAGE),
                  strings.text("build.empty.title"),
                  strings.text("build.empty.text"),
                  List.of()));
      return;
    }
    place.setText(target.targetProperty().get().image());
    content
        .getChildren()
        .setAll(views.computeIfAbsent(target, it -> new TargetView(it, strings, problems)));
  }
}
