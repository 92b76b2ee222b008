package dev.gantry.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the same cost in Gantry and in another program, run in turn.
///
/// @param name what was run
/// @param unit of the values, for example `ms`
/// @param goal the ratio that is aimed at; below 1 Gantry needs less
/// @param gantry one value for each run
/// @param other the other program's value of the run beside it
record Comparison(String name, String unit, double goal, List<Double> gantry, List<Double> other) {
  Comparison {
    gantry = List.copyOf(gantry);
    other = List.copyOf(other);
  }

  /// Something that costs time or memory.
  @FunctionalInterface
  interface Run {
    /// Returns what it cost.
    double measure() throws Exception;
  }

  /// Runs both once without counting, then in turn. Which one begins changes with every pair, so
  /// that neither always finds what the other has warmed up.
  static Comparison inTurn(String name, double goal, int runs, Run gantry, Run other)
      throws Exception {
    List<Double> first = new ArrayList<>();
    List<Double> second = new ArrayList<>();
    for (int i = -1; i < runs; i++) {
      boolean gantryBegins = i % 2 == 0;
      double before = gantryBegins ? gantry.measure() : other.measure();
      double after = gantryBegins ? other.measure() : gantry.measure();
      if (i >= 0) {
        first.add(gantryBegins ? before : after);
        second.add(gantryBegins ? after : before);
      }
    }
    return new Comparison(name, "ms", goal, first, second);
  }

  double gantryMedian() {
    return median(gantry);
  }

  double otherMedian() {
    return median(other);
  }

  /// The median of the pairs' ratios: what slows the machine down for a while slows down both.
  double ratio() {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < gantry.size(); i++) {
      ratios.add(gantry.get(i) / other.get(i));
    }
    return median(ratios);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-34s %5.2fx (goal %.2fx)  Gantry %8.0f %s  buildx %8.0f %s",
        name,
        ratio(),
        goal,
        gantryMedian(),
        unit,
        otherMedian(),
        unit);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
