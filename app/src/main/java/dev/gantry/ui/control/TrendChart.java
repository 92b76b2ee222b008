package dev.gantry.ui.control;

import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Skin;

/// Values of the last while as lines, the newest at the right. A moment that the pointer is at can
/// be shared with other charts.
public final class TrendChart extends ChartControl {
  private final ObjectProperty<Trend> trend =
      new SimpleObjectProperty<>(this, "trend", Trend.empty(1));
  private final ObjectProperty<OptionalDouble> mark =
      new SimpleObjectProperty<>(this, "mark", OptionalDouble.empty());
  private final DoubleFunction<String> words;

  /// @param words writes the value that the top of the scale stands for
  public TrendChart(DoubleFunction<String> words) {
    super("trend-chart");
    this.words = words;
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setFocusTraversable(false);
    setMinWidth(0);
    setOnMouseMoved(event -> mark.set(secondsAgo(event.getX())));
    setOnMouseExited(_ -> mark.set(OptionalDouble.empty()));
  }

  private OptionalDouble secondsAgo(double x) {
    double part = getWidth() > 0 ? Math.clamp(x / getWidth(), 0, 1) : 1;
    return OptionalDouble.of((1 - part) * trend.get().seconds());
  }

  public ObjectProperty<Trend> trendProperty() {
    return trend;
  }

  /// The moment that is marked, in seconds before the right end; empty for none.
  public ObjectProperty<OptionalDouble> markProperty() {
    return mark;
  }

  String words(double value) {
    return words.apply(value);
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    return new TrendChartSkin(this);
  }
}
