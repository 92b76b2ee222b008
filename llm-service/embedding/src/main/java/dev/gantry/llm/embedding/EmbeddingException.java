package dev.gantry.llm.embedding;

/// Embeddings cannot be computed. The message says what is wrong, where and what to do, in words
/// for the person who runs the server.
public final class EmbeddingException extends Exception {
  private static final long serialVersionUID = 1L;

  public EmbeddingException(String message) {
    super(message);
  }

  public EmbeddingException(String message, Throwable cause) {
    super(message, cause);
  }
}
