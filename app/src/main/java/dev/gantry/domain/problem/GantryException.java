package dev.gantry.domain.problem;

/// An expected failure: carries the [Problem] that tells the user what happened.
///
/// Caught once, at the boundary of a task or command; everything else that is thrown is a defect.
public final class GantryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public GantryException(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  public GantryException(Problem problem, Throwable cause) {
    super(problem.toString(), cause);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
