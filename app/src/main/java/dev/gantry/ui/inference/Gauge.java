package dev.gantry.ui.inference;

import dev.gantry.domain.inference.LoadHistory;
import dev.gantry.domain.inference.ServiceLoad;
import dev.gantry.ui.control.Trend;
import dev.gantry.ui.control.Trend.Stroke;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/// Something that is measured of a service, with the values that it is shown by.
///
/// @param name key of its name
/// @param hint key of what it is
/// @param limit what the scale reaches up to, such as the size of a cache; 0 for none
/// @param words writes a value
record Gauge(
    String name,
    String hint,
    List<Value> values,
    ToDoubleFunction<ServiceLoad> limit,
    DoubleFunction<String> words) {
  Gauge {
    values = List.copyOf(values);
  }

  /// A value, of which the first of a gauge is the one to look at.
  ///
  /// @param name key of its name; empty where it is that of the gauge
  /// @param stroke of its line; empty where it has none
  record Value(String name, Optional<Stroke> stroke, Reading reading) {}

  /// Takes a value out of a measurement, and of the one before it. Empty where there is none.
  interface Reading {
    OptionalDouble of(ServiceLoad before, ServiceLoad now);
  }

  /// What the history shows of it.
  Trend trend(LoadHistory history) {
    double seconds = seconds(history.span());
    if (history.measured().isEmpty()) {
      return Trend.empty(seconds);
    }
    ServiceLoad newest = history.measured().getLast();
    List<Trend.Line> lines = new ArrayList<>();
    for (Value value : values) {
      value
          .stroke()
          .ifPresent(stroke -> lines.add(new Trend.Line(stroke, points(value, history, newest))));
    }
    return new Trend(seconds, lines, limit.applyAsDouble(newest));
  }

  private static List<Trend.Point> points(Value value, LoadHistory history, ServiceLoad newest) {
    List<Trend.Point> points = new ArrayList<>();
    ServiceLoad before = history.measured().getFirst();
    for (ServiceLoad load : history.measured()) {
      double ago = seconds(Duration.between(load.at(), newest.at()));
      value.reading().of(before, load).ifPresent(it -> points.add(new Trend.Point(ago, it)));
      before = load;
    }
    return points;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
