package dev.gantry.llm.conversations;

/// A conversation cannot be used.
public final class ConversationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /// What kind of trouble it is.
  public enum Kind {
    /// There is no such conversation.
    MISSING,
    /// Somebody else has it.
    BUSY,
    /// There are as many as may be.
    FULL
  }

  ConversationException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
