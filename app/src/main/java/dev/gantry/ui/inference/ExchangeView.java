package dev.gantry.ui.inference;

import dev.gantry.domain.inference.Timings;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.GapStrip;
import dev.gantry.ui.control.Icons;
import dev.gantry.ui.control.ProblemCard;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// A prompt, its answer, and how fast the answer came.
final class ExchangeView extends VBox {
  private final ExchangeViewModel exchange;
  private final Strings strings;
  private final ProblemText problems;
  private final SpeedText words;
  private final Label facts = new Label();
  private final VBox trouble = new VBox();

  ExchangeView(ExchangeViewModel exchange, Strings strings, ProblemText problems) {
    super(8);
    this.exchange = exchange;
    this.strings = strings;
    this.problems = problems;
    this.words = new SpeedText(strings);
    getStyleClass().add("exchange");
    Label asked = new Label(exchange.prompt().text());
    asked.getStyleClass().add("asked");
    asked.setWrapText(true);
    asked.setMinHeight(USE_PREF_SIZE);
    Label answer = new Label();
    answer.getStyleClass().add("answer");
    answer.setWrapText(true);
    answer.setMinHeight(USE_PREF_SIZE);
    answer.textProperty().bind(exchange.textProperty());
    answer.visibleProperty().bind(exchange.textProperty().isNotEmpty());
    answer.managedProperty().bind(answer.visibleProperty());
    getChildren().addAll(asked, answer, trouble, footer());
    exchange.stateProperty().subscribe(this::show);
    exchange.timingsProperty().subscribe(this::showFacts);
  }

  private HBox footer() {
    facts.getStyleClass().add("caption");
    facts.setMinWidth(0);
    GapStrip strip = new GapStrip();
    strip.gapsProperty().bind(exchange.gapsProperty());
    strip.setAccessibleText(strings.text("inference.speed.gaps"));
    Tooltip.install(strip, new Tooltip(strings.text("inference.speed.gaps")));
    Region spacer = new Region();
    HBox.setHgrow(spacer, Priority.ALWAYS);
    Button copy = new Button("", Icons.of(Feather.COPY));
    copy.getStyleClass().addAll("button-icon", "flat", "small");
    copy.setAccessibleText(strings.text("inference.answer.copy"));
    copy.setTooltip(new Tooltip(strings.text("inference.answer.copy")));
    copy.setOnAction(_ -> copy());
    HBox footer = new HBox(12, facts, spacer, strip, copy);
    footer.getStyleClass().add("lamp-line");
    return footer;
  }

  private void copy() {
    ClipboardContent content = new ClipboardContent();
    content.putString(exchange.textProperty().get());
    Clipboard.getSystemClipboard().setContent(content);
  }

  private void show(AnswerState state) {
    if (state instanceof AnswerState.Failed(var problem)) {
      trouble.getChildren().setAll(new ProblemCard(problem, problems, strings, true, List.of()));
    }
    trouble.setManaged(!trouble.getChildren().isEmpty());
    showFacts(exchange.timingsProperty().get());
  }

  private void showFacts(Timings timings) {
    AnswerState state = exchange.stateProperty().get();
    facts.setText(
        timings.tokens() == 0
            ? words.state(state)
            : strings.text(
                "inference.speed.facts",
                words.state(state),
                words.tokens(timings),
                words.timeToFirstToken(timings),
                words.tokensPerSecond(timings)));
  }
}
