package dev.gantry.ui.inference;

import dev.gantry.text.Strings;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory.DoubleSpinnerValueFactory;
import javafx.scene.control.SpinnerValueFactory.IntegerSpinnerValueFactory;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/// The sampling parameters in one row.
final class ParameterRow extends HBox {
  private static final PseudoClass INVALID = PseudoClass.getPseudoClass("danger");
  private static final int MOST_TOKENS = 32_768;
  private static final double HOTTEST = 2;

  ParameterRow(Parameters parameters, Strings strings) {
    super(8);
    getStyleClass().addAll("lamp-line", "parameters");

    Spinner<Integer> tokens = new Spinner<>();
    IntegerSpinnerValueFactory count =
        new IntegerSpinnerValueFactory(1, MOST_TOKENS, parameters.maxTokensProperty().get(), 32);
    tokens.setValueFactory(count);
    count.valueProperty().subscribe(parameters.maxTokensProperty()::set);
    prepare(tokens, 92);

    Spinner<Double> temperature = new Spinner<>();
    DoubleSpinnerValueFactory heat =
        new DoubleSpinnerValueFactory(0, HOTTEST, parameters.temperatureProperty().get(), 0.1);
    temperature.setValueFactory(heat);
    heat.valueProperty().subscribe(parameters.temperatureProperty()::set);
    prepare(temperature, 84);
    temperature.setId("temperature");

    TextField seed = new TextField();
    seed.setPrefWidth(100);
    seed.setPromptText(strings.text("inference.parameter.anySeed"));
    seed.textProperty().bindBidirectional(parameters.seedProperty());
    parameters
        .seedValidProperty()
        .subscribe(valid -> seed.pseudoClassStateChanged(INVALID, !valid));
    Tooltip.install(seed, new Tooltip(strings.text("inference.parameter.seedHint")));

    getChildren()
        .addAll(
            label(strings.text("inference.parameter.maxTokens"), tokens),
            tokens,
            label(strings.text("inference.parameter.temperature"), temperature),
            temperature,
            label(strings.text("inference.parameter.seed"), seed),
            seed);
  }

  private static void prepare(Spinner<?> spinner, double width) {
    spinner.setEditable(true);
    spinner.setPrefWidth(width);
  }

  private static Label label(String text, Node field) {
    Label label = new Label(text);
    label.getStyleClass().add("caption");
    label.setMinWidth(USE_PREF_SIZE);
    label.setLabelFor(field);
    return label;
  }
}
