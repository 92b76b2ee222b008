package dev.gantry.llm.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Values of the same thing.
final class Samples {
  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  List<Double> values() {
    return Collections.unmodifiableList(values);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /// The value in the middle, the lower one of two.
  double median() {
    return values.stream().sorted().toList().get((values.size() - 1) / 2);
  }
}
