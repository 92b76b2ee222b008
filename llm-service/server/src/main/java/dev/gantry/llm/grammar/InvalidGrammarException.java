package dev.gantry.llm.grammar;

/// A grammar or a schema cannot be used. The message says where and why, in words for who wrote it;
/// it begins in lower case and ends without a stop.
public final class InvalidGrammarException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidGrammarException(String message) {
    super(message);
  }

  public InvalidGrammarException(String message, Throwable cause) {
    super(message, cause);
  }
}
