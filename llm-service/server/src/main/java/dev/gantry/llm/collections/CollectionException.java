package dev.gantry.llm.collections;

/// A collection cannot be used.
public final class CollectionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /// What kind of trouble it is.
  public enum Kind {
    MISSING,
    EXISTS
  }

  CollectionException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
