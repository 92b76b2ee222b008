package dev.gantry.llm.embedding;

/// The tokens of a text as a model takes them.
public final class TokenizedText {
  private final int[] tokens;
  private final boolean truncated;

  TokenizedText(int[] tokens, boolean truncated) {
    this.tokens = tokens;
    this.truncated = truncated;
  }

  /// With those that begin and end a text.
  public int[] tokens() {
    return tokens.clone();
  }

  /// How many there are.
  public int size() {
    return tokens.length;
  }

  /// Whether the end of the text is missing.
  public boolean truncated() {
    return truncated;
  }
}
