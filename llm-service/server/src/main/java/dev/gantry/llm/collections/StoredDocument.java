package dev.gantry.llm.collections;

/// A document to be kept.
public final class StoredDocument {
  private final Passage passage;
  private final float[] vector;

  /// @param vector of length 1
  public StoredDocument(Passage passage, float[] vector) {
    this.passage = passage;
    this.vector = vector.clone();
  }

  Passage passage() {
    return passage;
  }

  float[] vector() {
    return vector;
  }
}
