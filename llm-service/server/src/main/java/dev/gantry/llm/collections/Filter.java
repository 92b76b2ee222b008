package dev.gantry.llm.collections;

import java.util.List;

/// A condition on the metadata of documents.
public sealed interface Filter {

  /// All of these hold.
  record All(List<Filter> filters) implements Filter {
    public All {
      filters = List.copyOf(filters);
    }
  }

  /// At least one of these holds.
  record AnyOf(List<Filter> filters) implements Filter {
    public AnyOf {
      filters = List.copyOf(filters);
    }
  }

  /// This does not hold.
  record Not(Filter filter) implements Filter {}

  /// There is an entry of this name with one of these values.
  record In(String name, List<MetadataValue> values) implements Filter {
    public In {
      values = List.copyOf(values);
    }
  }

  /// There is a number of this name within these bounds, both included.
  record Range(String name, double least, double most) implements Filter {}
}
