package dev.gantry.text;

import dev.gantry.domain.problem.Problem.BuildFailed;
import dev.gantry.domain.problem.Problem.BuildProblem;
import dev.gantry.domain.problem.Problem.DiskFull;
import dev.gantry.domain.problem.Problem.InstructionProblem;
import dev.gantry.domain.problem.Problem.OutputUnwritable;
import dev.gantry.domain.problem.Problem.PlanUnsupported;
import dev.gantry.domain.problem.Problem.StepFailed;
import dev.gantry.domain.problem.Problem.UnknownBuild;

/// Words for builds that ended badly.
final class BuildProblemText {
  private final Strings strings;
  private final InstructionProblemText instructions;

  BuildProblemText(Strings strings) {
    this.strings = strings;
    this.instructions = new InstructionProblemText(strings);
  }

  Explanation explain(BuildProblem problem) {
    return switch (problem) {
      case StepFailed failed ->
          new Explanation(
              failed
                  .exitCode()
                  .map(code -> strings.text("problem.stepFailed.titleWithCode", code))
                  .orElseGet(() -> strings.text("problem.stepFailed.title")),
              Places.list(Places.line(failed.file(), failed.line()), failed.step()),
              Places.paragraphs(
                  failed.excerpt(), String.join("\n", failed.logTail()), failed.cause()),
              strings.text("problem.stepFailed.remedy"));
      case InstructionProblem it -> instructions.explain(it);
      case DiskFull(var place, var cause) ->
          new Explanation(
              strings.text("problem.diskFull.title"),
              place,
              cause,
              strings.text("problem.diskFull.remedy"));
      case OutputUnwritable(var file, var cause) ->
          new Explanation(
              strings.text("problem.outputUnwritable.title"),
              file.toString(),
              cause,
              strings.text("problem.outputUnwritable.remedy"));
      case UnknownBuild(var reference, var candidates) ->
          new Explanation(
              strings.text("problem.unknownBuild.title", reference),
              "",
              "",
              candidates.isEmpty()
                  ? strings.text("problem.unknownBuild.remedy")
                  : strings.text("problem.unknownBuild.several", String.join(", ", candidates)));
      case BuildFailed(var target, var cause) ->
          new Explanation(
              strings.text("problem.buildFailed.title", target),
              "",
              Causes.lines(cause),
              strings.text("problem.buildFailed.remedy"));
      case PlanUnsupported(var address) ->
          new Explanation(
              strings.text("problem.planUnsupported.title"),
              address,
              "",
              strings.text("problem.planUnsupported.remedy"));
    };
  }
}
