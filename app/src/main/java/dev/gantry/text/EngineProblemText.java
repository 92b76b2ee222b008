package dev.gantry.text;

import dev.gantry.domain.problem.Problem.ComposeToolMissing;
import dev.gantry.domain.problem.Problem.EngineConfigurationInvalid;
import dev.gantry.domain.problem.Problem.EngineNotInstalled;
import dev.gantry.domain.problem.Problem.EngineNotRunning;
import dev.gantry.domain.problem.Problem.EnginePermissionDenied;
import dev.gantry.domain.problem.Problem.EngineProblem;
import dev.gantry.domain.problem.Problem.EngineTooOld;
import dev.gantry.domain.problem.Problem.EngineWentAway;
import dev.gantry.domain.problem.Problem.HistoryUnsupported;
import dev.gantry.domain.problem.Problem.PrivateEngineProblem;

/// Words for what is wrong with the engine.
final class EngineProblemText {
  private final Strings strings;
  private final HostAdvice advice;
  private final PrivateEngineProblemText privateEngine;

  EngineProblemText(Strings strings, HostAdvice advice) {
    this.strings = strings;
    this.advice = advice;
    this.privateEngine = new PrivateEngineProblemText(strings, advice);
  }

  Explanation explain(EngineProblem problem) {
    return switch (problem) {
      case EngineNotInstalled(var tried) ->
          new Explanation(
              strings.text("problem.engineNotInstalled.title"),
              String.join(", ", tried),
              "",
              strings.text(
                  "problem.engineNotInstalled.remedy", advice.installEngine(), advice.ownEngine()));
      case EngineNotRunning(var address, var cause) ->
          new Explanation(
              strings.text("problem.engineNotRunning.title"),
              address,
              cause,
              remedy(
                  address, strings.text("problem.engineNotRunning.remedy", advice.startEngine())));
      case EnginePermissionDenied(var address, var cause) ->
          new Explanation(
              strings.text("problem.enginePermissionDenied.title"),
              address,
              cause,
              remedy(
                  address,
                  strings.text("problem.enginePermissionDenied.remedy", advice.allowUser())));
      case EngineTooOld(var address, var version, var minimum) ->
          new Explanation(
              strings.text("problem.engineTooOld.title"),
              address,
              strings.text("problem.engineTooOld.cause", version, minimum),
              strings.text("problem.engineTooOld.remedy", minimum));
      case EngineWentAway(var address, var cause) ->
          new Explanation(
              strings.text("problem.engineWentAway.title"),
              address,
              cause,
              strings.text("problem.engineWentAway.remedy", advice.startEngine()));
      case EngineConfigurationInvalid(var where, var cause) ->
          new Explanation(
              strings.text("problem.engineConfigurationInvalid.title"),
              where,
              cause,
              strings.text("problem.engineConfigurationInvalid.remedy"));
      case HistoryUnsupported(var address) ->
          new Explanation(
              strings.text("problem.historyUnsupported.title"),
              address,
              "",
              strings.text("problem.historyUnsupported.remedy"));
      case ComposeToolMissing(var tried) ->
          new Explanation(
              strings.text("problem.composeToolMissing.title"),
              String.join(", ", tried),
              "",
              strings.text("problem.composeToolMissing.remedy", advice.installCompose()));
      case PrivateEngineProblem it -> privateEngine.explain(it);
    };
  }

  /// Nothing that is done on this machine helps with an engine on another one.
  private String remedy(String address, String here) {
    return address.startsWith("ssh:") ? strings.text("problem.engineBySsh.remedy", address) : here;
  }
}
