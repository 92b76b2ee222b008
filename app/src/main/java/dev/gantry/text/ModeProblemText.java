package dev.gantry.text;

import dev.gantry.domain.problem.Problem.ImageMissing;
import dev.gantry.domain.problem.Problem.ImageUnreadable;
import dev.gantry.domain.problem.Problem.ModeFailed;
import dev.gantry.domain.problem.Problem.ModeProblem;
import dev.gantry.domain.problem.Problem.NothingRuns;
import dev.gantry.domain.problem.Problem.PortTaken;
import dev.gantry.domain.problem.Problem.ServiceExited;
import dev.gantry.domain.problem.Problem.ServiceUnhealthy;

/// Words for modes that could not be switched to.
final class ModeProblemText {
  private final Strings strings;
  private final HostAdvice advice;

  ModeProblemText(Strings strings, HostAdvice advice) {
    this.strings = strings;
    this.advice = advice;
  }

  Explanation explain(ModeProblem problem) {
    return switch (problem) {
      case ImageMissing(var image) ->
          new Explanation(
              strings.text("problem.imageMissing.title", image),
              "",
              "",
              strings.text("problem.imageMissing.remedy"));
      case ImageUnreadable(var image, var cause) ->
          new Explanation(
              strings.text("problem.imageUnreadable.title"),
              image,
              cause,
              strings.text("problem.imageUnreadable.remedy"));
      case PortTaken(var port, var service, var cause) ->
          new Explanation(
              strings.text("problem.portTaken.title", port),
              service,
              cause,
              strings.text("problem.portTaken.remedy", advice.findPortUser(port)));
      case ServiceUnhealthy(var service, var waited, var logTail) ->
          new Explanation(
              strings.text("problem.serviceUnhealthy.title", service, Durations.format(waited)),
              service,
              String.join("\n", logTail),
              strings.text("problem.serviceUnhealthy.remedy"));
      case ServiceExited(var service, var exitCode, var logTail) ->
          new Explanation(
              exitCode
                  .map(code -> strings.text("problem.serviceExited.titleWithCode", service, code))
                  .orElseGet(() -> strings.text("problem.serviceExited.title", service)),
              service,
              String.join("\n", logTail),
              strings.text("problem.serviceExited.remedy"));
      case NothingRuns(var project, var modes) ->
          new Explanation(
              strings.text("problem.nothingRuns.title"),
              project.toString(),
              "",
              modes.isEmpty()
                  ? strings.text("problem.nothingRuns.noModes")
                  : strings.text(
                      "problem.nothingRuns.remedy", modes.getFirst(), String.join(", ", modes)));
      case ModeFailed(var mode, var cause) ->
          new Explanation(
              strings.text("problem.modeFailed.title", mode),
              "",
              cause,
              strings.text("problem.modeFailed.remedy"));
    };
  }
}
