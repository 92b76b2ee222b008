package dev.gantry.llm.collections;

import java.util.Map;

/// A document without its vector.
public record Passage(String id, String text, Map<String, MetadataValue> metadata) {
  public Passage {
    metadata = Map.copyOf(metadata);
  }
}
