package dev.gantry.adapter.dial;

import dev.gantry.domain.problem.Problem;
import java.io.IOException;

/// No connection to the engine could be made. An [IOException], so that it passes through gRPC as
/// the cause of a failed call.
public final class EngineUnreachable extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Problem.EngineProblem problem;

  public EngineUnreachable(Problem.EngineProblem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  public Problem.EngineProblem problem() {
    return problem;
  }
}
