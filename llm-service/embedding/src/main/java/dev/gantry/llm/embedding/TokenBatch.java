package dev.gantry.llm.embedding;

import java.util.List;

/// Texts side by side, as models take them: a row for each, as long as the longest. What is missing
/// in a row is 0, and has a mask of 0.
public final class TokenBatch {
  private final List<int[]> texts;
  private final int longest;

  /// @throws IllegalArgumentException where there is no text, or one has no tokens
  public TokenBatch(List<int[]> texts) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("no texts");
    }
    int most = 0;
    for (int i = 0; i < texts.size(); i++) {
      int length = texts.get(i).length;
      if (length == 0) {
        throw new IllegalArgumentException("text %d has no tokens".formatted(i));
      }
      most = Math.max(most, length);
    }
    this.texts = List.copyOf(texts);
    longest = most;
  }

  public int rows() {
    return texts.size();
  }

  /// Tokens in a row.
  public int columns() {
    return longest;
  }

  /// Tokens that the text of a row has.
  public int length(int row) {
    return texts.get(row).length;
  }

  /// Whether a text is shorter than another.
  public boolean isPadded() {
    return texts.stream().anyMatch(tokens -> tokens.length < longest);
  }

  /// The tokens, row by row.
  public long[] ids() {
    return rowByRow(true);
  }

  /// 1 where there is a token, row by row.
  public long[] mask() {
    return rowByRow(false);
  }

  private long[] rowByRow(boolean ids) {
    long[] values = new long[texts.size() * longest];
    for (int row = 0; row < texts.size(); row++) {
      int[] tokens = texts.get(row);
      for (int i = 0; i < tokens.length; i++) {
        values[row * longest + i] = ids ? tokens[i] : 1;
      }
    }
    return values;
  }
}
