package dev.gantry.cli;

import dev.gantry.domain.problem.Problem;
import dev.gantry.domain.problem.Problem.BuildProblem;
import dev.gantry.domain.problem.Problem.ComposeToolMissing;
import dev.gantry.domain.problem.Problem.EngineProblem;
import dev.gantry.domain.problem.Problem.HistoryUnsupported;
import dev.gantry.domain.problem.Problem.ModeProblem;
import dev.gantry.domain.problem.Problem.OwnProblem;
import dev.gantry.domain.problem.Problem.PrivateEngineProblem;
import dev.gantry.domain.problem.Problem.ProjectProblem;
import dev.gantry.domain.problem.Problem.ServiceProblem;
import dev.gantry.domain.problem.Problem.UnknownBuild;
import dev.gantry.domain.problem.Problem.UnknownMode;
import dev.gantry.domain.problem.Problem.UnknownTarget;

/// How a command ended, for scripts.
public final class ExitCode {
  public static final int OK = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int NO_ENGINE = 3;
  public static final int OVER_BUDGET = 4;

  /// 128 and the number of SIGINT, as shells count it.
  public static final int CANCELLED = 130;

  private ExitCode() {}

  /// The code that stands for a problem.
  public static int of(Problem problem) {
    return switch (problem) {
      case UnknownMode _, UnknownTarget _, UnknownBuild _ -> USAGE;
      case ComposeToolMissing _, PrivateEngineProblem _, HistoryUnsupported _ -> FAILED;
      case EngineProblem _ -> NO_ENGINE;
      case ProjectProblem _, BuildProblem _, ModeProblem _, ServiceProblem _, OwnProblem _ ->
          FAILED;
    };
  }
}
