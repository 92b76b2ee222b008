package dev.gantry.llm.rpc;

import dev.gantry.llm.collections.Filter;
import dev.gantry.llm.collections.MetadataValue;
import dev.gantry.llm.v1.NumberRange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Metadata and filters of the protocol in our terms, and back.
final class MetadataReader {
  private static final int MOST_ENTRIES = 64;
  private static final int LONGEST_NAME_BYTES = 128;
  private static final int LONGEST_TEXT_BYTES = 1024;
  private static final int DEEPEST_FILTER = 16;
  private static final int MOST_FILTER_PARTS = 256;

  private final Violations violations;
  private int filterParts;

  MetadataReader(Violations violations) {
    this.violations = violations;
  }

  Map<String, MetadataValue> metadata(
      String field, Map<String, dev.gantry.llm.v1.MetadataValue> given) {
    violations.requireWithin(field, "entries", given.size(), 0, MOST_ENTRIES);
    Map<String, MetadataValue> metadata = new HashMap<>();
    given.forEach(
        (name, value) -> {
          checkName(field, name);
          metadata.put(name, value("%s[\"%s\"]".formatted(field, name), value));
        });
    return metadata;
  }

  private void checkName(String field, String name) {
    violations.requireWithin(field + " name", "bytes", bytes(name), 1, LONGEST_NAME_BYTES);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private MetadataValue value(String field, dev.gantry.llm.v1.MetadataValue given) {
    return switch (given.getKindCase()) {
      case TEXT -> {
        violations.requireWithin(field, "bytes", bytes(given.getText()), 0, LONGEST_TEXT_BYTES);
        yield new MetadataValue.Text(given.getText());
      }
      case NUMBER -> {
        violations.require(!Double.isNaN(given.getNumber()), field, field + " is not a number");
        yield new MetadataValue.Numeric(Double.isNaN(given.getNumber()) ? 0 : given.getNumber());
      }
      case TRUTH -> new MetadataValue.Truth(given.getTruth());
      case KIND_NOT_SET -> {
        violations.require(false, field, field + " has no value");
        yield new MetadataValue.Truth(false);
      }
    };
  }

  Filter filter(dev.gantry.llm.v1.Filter given) {
    return filter("filter", given, 1);
  }

  private Filter filter(String field, dev.gantry.llm.v1.Filter given, int depth) {
    filterParts++;
    if (depth > DEEPEST_FILTER || filterParts > MOST_FILTER_PARTS) {
      violations.require(
          false,
          "filter",
          "filter is more than %d deep or has more than %d parts"
              .formatted(DEEPEST_FILTER, MOST_FILTER_PARTS));
      return new Filter.All(List.of());
    }
    return switch (given.getKindCase()) {
      case ALL -> new Filter.All(filters(field + ".all", given.getAll().getFiltersList(), depth));
      case ANY -> new Filter.AnyOf(filters(field + ".any", given.getAny().getFiltersList(), depth));
      case NOT -> new Filter.Not(filter(field + ".not", given.getNot(), depth + 1));
      case IN -> in(field + ".in", given.getIn());
      case RANGE -> range(field + ".range", given.getRange());
      case KIND_NOT_SET -> {
        violations.require(false, field, field + " says nothing");
        yield new Filter.All(List.of());
      }
    };
  }

  private List<Filter> filters(String field, List<dev.gantry.llm.v1.Filter> given, int depth) {
    violations.require(!given.isEmpty(), field, field + " has no filters");
    List<Filter> filters = new ArrayList<>();
    for (dev.gantry.llm.v1.Filter filter : given) {
      if (filterParts <= MOST_FILTER_PARTS) {
        filters.add(filter("%s[%d]".formatted(field, filters.size()), filter, depth + 1));
      }
    }
    return filters;
  }

  private Filter in(String field, dev.gantry.llm.v1.Membership given) {
    checkName(field, given.getName());
    violations.requireWithin(field, "values", given.getValuesCount(), 1, MOST_FILTER_PARTS);
    List<MetadataValue> values = new ArrayList<>();
    for (dev.gantry.llm.v1.MetadataValue value : given.getValuesList()) {
      values.add(value("%s.values[%d]".formatted(field, values.size()), value));
    }
    return new Filter.In(given.getName(), values);
  }

  private Filter range(String field, NumberRange given) {
    checkName(field, given.getName());
    double least = given.hasLeast() ? given.getLeast() : Double.NEGATIVE_INFINITY;
    double most = given.hasMost() ? given.getMost() : Double.POSITIVE_INFINITY;
    violations.require(least <= most, field, "%s goes from %s to %s".formatted(field, least, most));
    return new Filter.Range(given.getName(), least, most);
  }

  static dev.gantry.llm.v1.MetadataValue write(MetadataValue value) {
    dev.gantry.llm.v1.MetadataValue.Builder message = dev.gantry.llm.v1.MetadataValue.newBuilder();
    switch (value) {
      case MetadataValue.Text(String text) -> message.setText(text);
      case MetadataValue.Numeric(double number) -> message.setNumber(number);
      case MetadataValue.Truth(boolean truth) -> message.setTruth(truth);
    }
    return message.build();
  }
}
