package dev.gantry.llm.model;

/// A model cannot be used. The message says what is wrong, where and what to do, in words for the
/// person who runs the server.
public final class ModelException extends Exception {
  private static final long serialVersionUID = 1L;

  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
