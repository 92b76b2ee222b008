package dev.gantry.llm.collections;

/// A value that filters can ask for.
public sealed interface MetadataValue {

  /// Compared as a whole.
  record Text(String value) implements MetadataValue {}

  /// Not NaN. There is one zero only.
  record Numeric(double value) implements MetadataValue {
    public Numeric {
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException("not a number");
      }
      value = value + 0.0;
    }
  }

  record Truth(boolean value) implements MetadataValue {}
}
