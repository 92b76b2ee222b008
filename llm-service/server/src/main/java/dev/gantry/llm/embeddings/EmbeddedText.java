package dev.gantry.llm.embeddings;

/// A text as a vector.
public final class EmbeddedText {
  private final float[] vector;
  private final int tokens;
  private final boolean truncated;

  EmbeddedText(float[] vector, int tokens, boolean truncated) {
    this.vector = vector;
    this.tokens = tokens;
    this.truncated = truncated;
  }

  /// Of length 1.
  public float[] vector() {
    return vector.clone();
  }

  /// How many tokens are in the vector.
  public int tokens() {
    return tokens;
  }

  /// Whether the end of the text is not in the vector.
  public boolean truncated() {
    return truncated;
  }
}
