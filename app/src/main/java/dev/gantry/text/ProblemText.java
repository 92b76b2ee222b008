package dev.gantry.text;

import dev.gantry.domain.problem.Problem;
import dev.gantry.domain.problem.Problem.BuildProblem;
import dev.gantry.domain.problem.Problem.EngineProblem;
import dev.gantry.domain.problem.Problem.ModeProblem;
import dev.gantry.domain.problem.Problem.OwnProblem;
import dev.gantry.domain.problem.Problem.ProjectProblem;
import dev.gantry.domain.problem.Problem.ServiceProblem;

/// Puts problems into words for the machine at hand.
public final class ProblemText {
  private final EngineProblemText engine;
  private final ProjectProblemText project;
  private final BuildProblemText build;
  private final ModeProblemText mode;
  private final ServiceProblemText service;
  private final OwnProblemText own;

  public ProblemText(Strings strings, Host host) {
    HostAdvice advice = new HostAdvice(strings, host);
    this.engine = new EngineProblemText(strings, advice);
    this.project = new ProjectProblemText(strings);
    this.build = new BuildProblemText(strings);
    this.mode = new ModeProblemText(strings, advice);
    this.service = new ServiceProblemText(strings);
    this.own = new OwnProblemText(strings);
  }

  public Explanation explain(Problem problem) {
    return switch (problem) {
      case EngineProblem it -> engine.explain(it);
      case ProjectProblem it -> project.explain(it);
      case BuildProblem it -> build.explain(it);
      case ModeProblem it -> mode.explain(it);
      case ServiceProblem it -> service.explain(it);
      case OwnProblem it -> own.explain(it);
    };
  }
}
