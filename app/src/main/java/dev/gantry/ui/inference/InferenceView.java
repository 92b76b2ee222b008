package dev.gantry.ui.inference;

import dev.gantry.domain.inference.ServiceHealth;
import dev.gantry.domain.problem.Problem;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.EmptyState;
import dev.gantry.ui.control.Icons;
import dev.gantry.ui.control.ProblemCard;
import dev.gantry.ui.control.Segments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The inference pane: health, speed and saved code above, the exchanges of this session, the
/// prompt below.
public final class InferenceView extends VBox {
  private final InferenceViewModel viewModel;
  private final Runnable onModes;
  private final Strings strings;
  private final ProblemText problems;
  private final Map<ExchangeViewModel, ExchangeView> views = new HashMap<>();
  private final VBox transcript = new VBox(12);
  private final ScrollPane scroll = new ScrollPane(transcript);
  private final StackPane middle = new StackPane();
  private final LoadPane load;

  /// @param onModes opens the modes pane
  public InferenceView(
      InferenceViewModel viewModel, Runnable onModes, Strings strings, ProblemText problems) {
    this.viewModel = viewModel;
    this.onModes = onModes;
    this.strings = strings;
    this.problems = problems;
    this.load = new LoadPane(viewModel.load(), strings, problems);
    getStyleClass().addAll("pane", "inference-pane");
    transcript.getStyleClass().add("transcript");
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("transcript-scroll");
    // the newest words stay in view
    transcript.heightProperty().subscribe(() -> scroll.setVvalue(1));
    VBox.setVgrow(middle, Priority.ALWAYS);
    middle.setAlignment(Pos.TOP_CENTER);
    getChildren()
        .addAll(
            toolbar(), new CodeLine(viewModel, strings), middle, new PromptBox(viewModel, strings));
    viewModel.exchanges().addListener((ListChangeListener<ExchangeViewModel>) _ -> showExchanges());
    viewModel.healthProperty().subscribe(this::showMiddle);
    viewModel.endpointProperty().subscribe(this::showMiddle);
    viewModel.load().historyProperty().subscribe(this::showMiddle);
    viewModel.sectionProperty().subscribe(this::showMiddle);
    showExchanges();
  }

  private Node toolbar() {
    Label title = new Label(strings.text("inference.pane.title"));
    title.getStyleClass().add("pane-title");
    title.setMinWidth(USE_PREF_SIZE);
    Region spacer = new Region();
    HBox.setHgrow(spacer, Priority.ALWAYS);
    HBox bar =
        new HBox(
            16,
            title,
            sections(),
            new HealthLine(viewModel, strings, problems),
            spacer,
            new SpeedTiles(viewModel, strings));
    bar.getStyleClass().add("toolbar");
    return bar;
  }

  private Node sections() {
    Segments<InferenceSection> sections =
        new Segments<>(
            section ->
                switch (section) {
                  case ANSWERS -> strings.text("inference.section.answers");
                  case LOAD -> strings.text("inference.section.load");
                });
    sections.setItems(List.of(InferenceSection.values()));
    sections.valueProperty().bindBidirectional(viewModel.sectionProperty());
    return sections;
  }

  private void showExchanges() {
    views.keySet().retainAll(viewModel.exchanges());
    transcript
        .getChildren()
        .setAll(
            viewModel.exchanges().stream()
                .map(
                    it ->
                        views.computeIfAbsent(
                            it, each -> new ExchangeView(each, strings, problems)))
                .toList());
    showMiddle();
  }

  private void showMiddle() {
    Node shown =
        switch (viewModel.sectionProperty().get()) {
          case ANSWERS -> viewModel.exchanges().isEmpty() ? empty() : scroll;
          case LOAD -> isThere() || hasCharts() ? load : empty();
        };
    if (!middle.getChildren().equals(List.of(shown))) {
      middle.getChildren().setAll(shown);
    }
  }

  private boolean hasCharts() {
    return !viewModel.load().historyProperty().get().measured().isEmpty();
  }

  /// Whether there is something that could tell its load.
  private boolean isThere() {
    return switch (viewModel.healthProperty().get()) {
      case ServiceHealth.Serving _, ServiceHealth.Answering _, ServiceHealth.NotServing _ -> true;
      case ServiceHealth.Unknown _, ServiceHealth.Unreachable _ -> false;
    };
  }

  private Node empty() {
    if (viewModel.endpointProperty().get().isEmpty()) {
      return new EmptyState(
          Icons.of(Feather.MESSAGE_SQUARE),
          strings.text("inference.empty.noEndpointTitle"),
          strings.text("inference.empty.noEndpointText"),
          List.of());
    }
    return switch (viewModel.healthProperty().get()) {
      case ServiceHealth.Serving _, ServiceHealth.Answering _ ->
          new EmptyState(
              Icons.of(Feather.MESSAGE_SQUARE),
              strings.text("inference.empty.readyTitle"),
              strings.text("inference.empty.readyText"),
              List.of());
      case ServiceHealth.NotServing _ ->
          new EmptyState(
              Icons.of(Feather.CLOCK),
              strings.text("inference.empty.startingTitle"),
              strings.text("inference.empty.startingText"),
              List.of());
      case ServiceHealth.Unknown _, ServiceHealth.Unreachable(Problem.ServiceUnreachable _) ->
          new EmptyState(
              Icons.of(Feather.MESSAGE_SQUARE),
              strings.text("inference.empty.downTitle"),
              strings.text("inference.empty.downText"),
              List.of(modes()));
      case ServiceHealth.Unreachable(var problem) ->
          new ProblemCard(problem, problems, strings, true, List.of());
    };
  }

  private Button modes() {
    Button button = new Button(strings.text("inference.command.modes"), Icons.of(Feather.SHUFFLE));
    button.setOnAction(_ -> onModes.run());
    return button;
  }
}
