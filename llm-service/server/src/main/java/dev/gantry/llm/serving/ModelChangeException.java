package dev.gantry.llm.serving;

/// A model was not loaded or unloaded. The message says why, and what to do.
public final class ModelChangeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /// What was in the way.
  public enum Kind {
    /// There is no such file.
    NOT_FOUND,
    /// The file cannot be used; what was loaded before still is.
    REFUSED,
    /// Another change is going on.
    CHANGING,
    /// The server is shutting down.
    DRAINING
  }

  public ModelChangeException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
