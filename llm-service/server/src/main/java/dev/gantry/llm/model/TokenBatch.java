package dev.gantry.llm.model;

/// Tokens that are decoded together: each has a sequence and a position in it, and may ask for an
/// output row to sample from. Reused between calls; not thread-safe.
public final class TokenBatch {
  private final int[] tokens;
  private final int[] positions;
  private final int[] sequences;
  private final boolean[] outputs;
  private int size;

  public TokenBatch(int capacity) {
    tokens = new int[capacity];
    positions = new int[capacity];
    sequences = new int[capacity];
    outputs = new boolean[capacity];
  }

  /// Adds a token and returns its row.
  public int add(int token, int sequence, int position, boolean output) {
    if (size == tokens.length) {
      throw new IllegalStateException("batch is full at " + size + " tokens");
    }
    tokens[size] = token;
    sequences[size] = sequence;
    positions[size] = position;
    outputs[size] = output;
    return size++;
  }

  public void clear() {
    size = 0;
  }

  public int size() {
    return size;
  }

  public int capacity() {
    return tokens.length;
  }

  public int remaining() {
    return tokens.length - size;
  }

  public int token(int row) {
    return tokens[row];
  }

  public int position(int row) {
    return positions[row];
  }

  public int sequence(int row) {
    return sequences[row];
  }

  public boolean output(int row) {
    return outputs[row];
  }
}
