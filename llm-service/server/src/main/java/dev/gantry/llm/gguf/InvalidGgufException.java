package dev.gantry.llm.gguf;

/// A file is not a usable GGUF file. The message says what is wrong at which place.
public final class InvalidGgufException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidGgufException(String message) {
    super(message);
  }
}
