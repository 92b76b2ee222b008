package dev.gantry.llm.model;

/// The model could not be computed.
public final class DecodingException extends Exception {
  private static final long serialVersionUID = 1L;

  public DecodingException(String message) {
    super(message);
  }
}
