package dev.gantry.ui.inference;

import dev.gantry.domain.inference.Timings;
import dev.gantry.text.Strings;
import java.time.Duration;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The three numbers of the newest answer, large: time to the first token, tokens a second, tokens.
final class SpeedTiles extends HBox {
  private static final Timings NOTHING = new Timings(Optional.empty(), 0, Duration.ZERO);

  private final InferenceViewModel viewModel;
  private final SpeedText words;
  private final Label first = new Label();
  private final Label speed = new Label();
  private final Label tokens = new Label();
  private Subscription subscription = Subscription.EMPTY;

  SpeedTiles(InferenceViewModel viewModel, Strings strings) {
    super(20);
    this.viewModel = viewModel;
    this.words = new SpeedText(strings);
    getStyleClass().add("speed-tiles");
    getChildren()
        .addAll(
            tile(
                first,
                strings.text("inference.speed.first"),
                strings.text("inference.speed.firstHint")),
            tile(
                speed,
                strings.text("inference.speed.rate"),
                strings.text("inference.speed.rateHint")),
            tile(
                tokens,
                strings.text("inference.speed.tokens"),
                strings.text("inference.speed.tokensHint")));
    viewModel.exchanges().addListener((ListChangeListener<ExchangeViewModel>) _ -> follow());
    follow();
  }

  private static VBox tile(Label value, String name, String hint) {
    value.getStyleClass().add("tile-value");
    Label caption = new Label(name);
    caption.getStyleClass().add("caption");
    VBox tile = new VBox(value, caption);
    tile.getStyleClass().add("tile");
    Tooltip.install(tile, new Tooltip(hint));
    return tile;
  }

  private void follow() {
    subscription.unsubscribe();
    if (viewModel.exchanges().isEmpty()) {
      subscription = Subscription.EMPTY;
      show(NOTHING);
    } else {
      subscription = viewModel.exchanges().getLast().timingsProperty().subscribe(this::show);
    }
  }

  private void show(Timings timings) {
    first.setText(words.timeToFirstToken(timings));
    speed.setText(words.tokensPerSecond(timings));
    tokens.setText(timings.tokens() == 0 ? words.none() : words.tokens(timings));
  }
}
