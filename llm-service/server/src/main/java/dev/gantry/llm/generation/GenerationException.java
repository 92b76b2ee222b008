package dev.gantry.llm.generation;

/// A generation was refused.
public final class GenerationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient GenerationFailure failure;

  public GenerationException(GenerationFailure failure) {
    super(failure.toString());
    this.failure = failure;
  }

  public GenerationFailure failure() {
    return failure;
  }
}
