package dev.gantry.ui.control;

import java.util.List;

/// Values of the last while, as lines on one scale that begins at zero.
///
/// @param seconds how far it reaches back
/// @param lines at most one of each stroke
/// @param atLeast what the scale reaches up to in any case, such as a limit; 0 for none
public record Trend(double seconds, List<Line> lines, double atLeast) {
  /// Points that are further apart are not joined: what was between is not known.
  static final double MOST_SECONDS_BETWEEN = 3;

  private static final double[] STEPS = {1, 2, 2.5, 5, 10};

  public Trend {
    lines = List.copyOf(lines);
  }

  /// No values.
  public static Trend empty(double seconds) {
    return new Trend(seconds, List.of(), 0);
  }

  /// How a line looks: each differs in shape, not only in colour.
  public enum Stroke {
    /// Strong, over a tinted area.
    MAIN,
    /// Thin.
    SECOND,
    /// Thin and dashed.
    THIRD
  }

  /// One kind of value, oldest first.
  public record Line(Stroke stroke, List<Point> points) {
    public Line {
      points = List.copyOf(points);
    }
  }

  /// A value of zero or more, so many seconds before the right end.
  public record Point(double secondsAgo, double value) {}

  /// What the height stands for: the least round number that is no less than any value.
  double top() {
    double most =
        lines.stream()
            .flatMap(line -> line.points().stream())
            .mapToDouble(Point::value)
            .max()
            .orElse(0);
    return most <= atLeast ? atLeast : roundUp(most);
  }

  private static double roundUp(double value) {
    double unit = Math.pow(10, Math.floor(Math.log10(value)));
    for (double step : STEPS) {
      if (value <= step * unit) {
        return step * unit;
      }
    }
    throw new IllegalArgumentException("not a number: " + value);
  }
}
