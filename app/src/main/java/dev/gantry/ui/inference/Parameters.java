package dev.gantry.ui.inference;

import dev.gantry.domain.inference.Prompt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// How answers are sampled.
public final class Parameters {
  private static final int TOKENS = 256;
  private static final double TEMPERATURE = 0.8;
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  private final IntegerProperty maxTokens = new SimpleIntegerProperty(this, "maxTokens", TOKENS);
  private final DoubleProperty temperature =
      new SimpleDoubleProperty(this, "temperature", TEMPERATURE);
  private final StringProperty seed = new SimpleStringProperty(this, "seed", "");
  private final ReadOnlyBooleanWrapper seedValid =
      new ReadOnlyBooleanWrapper(this, "seedValid", true);

  Parameters() {
    seed.subscribe(text -> seedValid.set(text.isBlank() || parse(text).isPresent()));
  }

  /// Bound of an answer, in tokens.
  public IntegerProperty maxTokensProperty() {
    return maxTokens;
  }

  /// 0 for the most likely token always.
  public DoubleProperty temperatureProperty() {
    return temperature;
  }

  /// A whole number for answers that can be repeated; blank for another answer every time.
  public StringProperty seedProperty() {
    return seed;
  }

  public ReadOnlyBooleanProperty seedValidProperty() {
    return seedValid.getReadOnlyProperty();
  }

  Prompt prompt(String text) {
    return new Prompt(
        text, maxTokens.get(), temperature.get(), parse(seed.get()), List.of(), DEADLINE);
  }

  private static Optional<Long> parse(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
