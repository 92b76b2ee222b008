package dev.gantry.ui.modes;

import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.problem.Problem;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.EmptyState;
import dev.gantry.ui.control.Icons;
import dev.gantry.ui.control.ProblemAction;
import dev.gantry.ui.control.ProblemCard;
import dev.gantry.ui.control.TimeAxis;
import dev.gantry.ui.control.TimelineRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The modes pane: the switch, what runs, and how a switch goes.
public final class ModesView extends VBox {
  private static final double ROW_HEIGHT = 26;

  private final ModesViewModel viewModel;
  private final Consumer<String> onBuild;
  private final Strings strings;
  private final ProblemText problems;
  private final VBox problem = new VBox();
  private final VBox services = new VBox(8);
  private final VBox resources = new VBox(4);
  private final EmptyState empty;

  /// @param onBuild opens the build of the target whose name is given
  public ModesView(
      ModesViewModel viewModel, Consumer<String> onBuild, Strings strings, ProblemText problems) {
    this.viewModel = viewModel;
    this.onBuild = onBuild;
    this.strings = strings;
    this.problems = problems;
    getStyleClass().addAll("pane", "modes-pane");
    empty =
        new EmptyState(
            Icons.of(Feather.SHUFFLE),
            strings.text("modes.empty.title"),
            strings.text("modes.empty.text"),
            List.of());
    VBox.setVgrow(empty, Priority.ALWAYS);
    services
        .getChildren()
        .addAll(section(strings.text("modes.services.title")), new ServiceList(viewModel, strings));
    services.getStyleClass().add("card");
    fillResources();
    VBox.setVgrow(resources, Priority.ALWAYS);
    getChildren()
        .addAll(
            toolbar(),
            new ModesSummary(viewModel, strings).node(),
            problem,
            services,
            resources,
            empty);
    viewModel.stateProperty().subscribe(this::showProblem);
    viewModel.servicesProperty().subscribe(this::showRegions);
    viewModel.resources().addListener((ListChangeListener<ResourceRow>) _ -> showRegions());
    viewModel.busyProperty().subscribe(this::showRegions);
    showRegions();
  }

  private Node toolbar() {
    Label title = new Label(strings.text("modes.pane.title"));
    title.getStyleClass().add("pane-title");
    Region spacer = new Region();
    HBox.setHgrow(spacer, Priority.ALWAYS);
    Button cancel = new Button(strings.text("modes.command.cancel"), Icons.of(Feather.X));
    cancel.setId("modes-cancel");
    cancel.disableProperty().bind(viewModel.busyProperty().not());
    cancel.setOnAction(_ -> viewModel.cancel());
    Button stop = new Button(strings.text("modes.command.stop"), Icons.of(Feather.SQUARE));
    stop.setId("modes-stop");
    stop.disableProperty().bind(viewModel.canStopProperty().not());
    stop.setOnAction(_ -> viewModel.stop());
    HBox bar = new HBox(10, title, new ModeSwitch(viewModel, strings), spacer, cancel, stop);
    bar.getStyleClass().add("toolbar");
    return bar;
  }

  private static Label section(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("section-title");
    return label;
  }

  private void fillResources() {
    ResourceTimeline timeline = new ResourceTimeline(viewModel);
    TimeAxis axis = new TimeAxis();
    axis.scaleProperty().bind(timeline.scaleProperty());
    TimelineRow header =
        new TimelineRow(
            new Region(),
            caption(strings.text("modes.resource.title")),
            caption(strings.text("modes.resource.time")),
            axis);
    header.getStyleClass().add("step-header");
    header.rowWidthProperty().bind(timeline.rowWidthProperty());
    ListView<ResourceRow> list = new ListView<>(viewModel.resources());
    list.setFixedCellSize(ROW_HEIGHT);
    list.setAccessibleText(strings.text("modes.resource.label"));
    list.setCellFactory(_ -> new ResourceCell(timeline, strings));
    list.setPlaceholder(new Label(strings.text("modes.resource.waiting")));
    VBox.setVgrow(list, Priority.ALWAYS);
    resources.getStyleClass().add("step-list");
    resources.getChildren().addAll(header, list);
  }

  private static Label caption(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("caption");
    return label;
  }

  private void showRegions() {
    boolean some = !viewModel.servicesProperty().get().isEmpty();
    boolean happened = viewModel.busyProperty().get() || !viewModel.resources().isEmpty();
    show(services, some);
    show(resources, happened);
    show(empty, !some && !happened);
  }

  private static void show(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }

  private void showProblem(SwitchState state) {
    Optional<ProblemCard> card =
        state instanceof SwitchState.Failed(Optional<Mode> mode, Problem why, _)
            ? Optional.of(new ProblemCard(why, problems, strings, true, actions(mode, why)))
            : Optional.empty();
    problem.getChildren().setAll(card.stream().toList());
    show(problem, card.isPresent());
  }

  private List<ProblemAction> actions(Optional<Mode> mode, Problem why) {
    List<ProblemAction> actions = new ArrayList<>();
    mode.ifPresent(
        it -> {
          if (why instanceof Problem.ImageMissing) {
            actions.add(
                new ProblemAction(
                    strings.text("modes.command.build", it.name()),
                    () -> onBuild.accept(it.name())));
          }
          actions.add(
              new ProblemAction(
                  strings.text("modes.command.again", it.name()), () -> viewModel.switchTo(it)));
        });
    return actions;
  }
}
