package dev.gantry.domain.inference;

import java.util.List;

/// A text as a vector: texts of a similar meaning have vectors of a similar direction.
///
/// @param values numbers of the vector
/// @param tokens how many the text has, as far as they were taken
/// @param truncated whether it has more
public record Embedding(List<Float> values, int tokens, boolean truncated) {

  public Embedding {
    values = List.copyOf(values);
  }

  /// The cosine of the angle to another vector of the same model: 1 for the same direction, and 0
  /// where there is no direction at all.
  public double cosine(Embedding other) {
    if (values.size() != other.values.size()) {
      throw new IllegalArgumentException(
          "vectors of %d and %d numbers".formatted(values.size(), other.values.size()));
    }
    double product = 0;
    double own = 0;
    double others = 0;
    for (int i = 0; i < values.size(); i++) {
      double a = values.get(i);
      double b = other.values.get(i);
      product += a * b;
      own += a * a;
      others += b * b;
    }
    return own == 0 || others == 0 ? 0 : product / Math.sqrt(own * others);
  }
}
