package dev.gantry.text;

import dev.gantry.domain.problem.Problem.AlreadyRunning;
import dev.gantry.domain.problem.Problem.InputUnreadable;
import dev.gantry.domain.problem.Problem.OwnFileUnusable;
import dev.gantry.domain.problem.Problem.OwnProblem;
import dev.gantry.domain.problem.Problem.TimedOut;
import dev.gantry.domain.problem.Problem.Unexpected;

/// Words for trouble in Gantry itself.
final class OwnProblemText {
  private final Strings strings;

  OwnProblemText(Strings strings) {
    this.strings = strings;
  }

  Explanation explain(OwnProblem problem) {
    return switch (problem) {
      case AlreadyRunning(var pid) ->
          new Explanation(
              strings.text("problem.alreadyRunning.title"),
              strings.text("problem.alreadyRunning.place", pid),
              "",
              strings.text("problem.alreadyRunning.remedy"));
      case OwnFileUnusable(var file, var cause) ->
          new Explanation(
              strings.text("problem.ownFileUnusable.title"),
              file.toString(),
              cause,
              strings.text("problem.ownFileUnusable.remedy"));
      case InputUnreadable(var file, var cause) ->
          new Explanation(
              strings.text("problem.inputUnreadable.title"),
              file.toString(),
              cause,
              strings.text("problem.inputUnreadable.remedy"));
      case TimedOut(var what, var deadline) ->
          new Explanation(
              strings.text("problem.timedOut.title", Durations.format(deadline)),
              what,
              "",
              strings.text("problem.timedOut.remedy"));
      case Unexpected(var cause) ->
          new Explanation(
              strings.text("problem.unexpected.title"),
              "",
              cause,
              strings.text("problem.unexpected.remedy"));
    };
  }
}
