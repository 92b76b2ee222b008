package dev.gantry.ui.inference;

import dev.gantry.domain.inference.LoadHistory;
import dev.gantry.domain.inference.ServiceLoad;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.TrendChart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import javafx.beans.property.Property;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A gauge: its name, what it shows in large type, the other values with the strokes of their
/// lines, and the chart.
final class GaugeCard extends VBox {
  private final Gauge gauge;
  private final Strings strings;
  private final Label main = new Label();
  private final Label addition = new Label();
  private final List<Label> others = new ArrayList<>();
  private final TrendChart chart;

  GaugeCard(Gauge gauge, Strings strings) {
    super(4);
    this.gauge = gauge;
    this.strings = strings;
    this.chart = new TrendChart(gauge.words());
    getStyleClass().addAll("card", "gauge");
    VBox.setVgrow(chart, Priority.ALWAYS);
    getChildren().addAll(header(), chart);
  }

  private HBox header() {
    Label name = new Label(strings.text(gauge.name()));
    name.getStyleClass().add("caption");
    main.getStyleClass().add("tile-value");
    main.setMinWidth(USE_PREF_SIZE);
    addition.getStyleClass().add("caption");
    addition.setMinWidth(0);
    HBox value = new HBox(6, main, addition);
    value.getStyleClass().add("gauge-value");
    VBox left = new VBox(name, value);
    Tooltip.install(left, new Tooltip(strings.text(gauge.hint())));
    Region spacer = new Region();
    HBox.setHgrow(spacer, Priority.ALWAYS);
    VBox legend = new VBox(2);
    legend.getStyleClass().add("gauge-legend");
    for (Gauge.Value each : gauge.values().subList(1, gauge.values().size())) {
      legend.getChildren().add(entry(each));
    }
    return new HBox(8, left, spacer, legend);
  }

  private HBox entry(Gauge.Value value) {
    Region swatch = new Region();
    swatch.getStyleClass().add("swatch");
    value
        .stroke()
        .ifPresent(stroke -> swatch.getStyleClass().add(stroke.name().toLowerCase(Locale.ROOT)));
    Label name = new Label(strings.text(value.name()));
    name.getStyleClass().add("caption");
    name.setMinWidth(USE_PREF_SIZE);
    Label number = new Label();
    number.getStyleClass().add("gauge-number");
    number.setMinWidth(USE_PREF_SIZE);
    others.add(number);
    HBox entry = new HBox(6, swatch, name, number);
    entry.getStyleClass().add("lamp-line");
    return entry;
  }

  /// The moment that all charts mark.
  void shareMark(Property<OptionalDouble> mark) {
    chart.markProperty().bindBidirectional(mark);
  }

  void draw(LoadHistory history) {
    chart.trendProperty().set(gauge.trend(history));
  }

  /// Shows what was measured at a moment; without it, nothing.
  void show(Optional<Moment> moment) {
    main.setText(words(gauge.values().getFirst(), moment));
    addition.setText(addition(moment));
    for (int i = 0; i < others.size(); i++) {
      others.get(i).setText(words(gauge.values().get(i + 1), moment));
    }
    chart.setAccessibleText(
        strings.text("inference.load.spoken", strings.text(gauge.name()), main.getText()));
  }

  /// What the main value is, or what it may grow to.
  private String addition(Optional<Moment> moment) {
    String name = gauge.values().getFirst().name();
    if (!name.isEmpty()) {
      return strings.text(name);
    }
    return moment
        .map(it -> gauge.limit().applyAsDouble(it.now()))
        .filter(it -> it > 0)
        .map(it -> strings.text("inference.load.of", gauge.words().apply(it)))
        .orElse("");
  }

  private String words(Gauge.Value value, Optional<Moment> moment) {
    OptionalDouble number =
        moment
            .map(it -> value.reading().of(it.before(), it.now()))
            .orElseGet(OptionalDouble::empty);
    return number.isPresent()
        ? gauge.words().apply(number.getAsDouble())
        : strings.text("inference.speed.none");
  }

  /// A measurement, and the one before it.
  record Moment(ServiceLoad before, ServiceLoad now) {}
}
