package dev.gantry.text;

import dev.gantry.domain.problem.Problem.AccessFileUnusable;
import dev.gantry.domain.problem.Problem.LoadNotOffered;
import dev.gantry.domain.problem.Problem.NoInferenceEndpoint;
import dev.gantry.domain.problem.Problem.NotForDevelopment;
import dev.gantry.domain.problem.Problem.NotTheService;
import dev.gantry.domain.problem.Problem.RequestRejected;
import dev.gantry.domain.problem.Problem.RequestTimedOut;
import dev.gantry.domain.problem.Problem.ServiceFailed;
import dev.gantry.domain.problem.Problem.ServiceLocked;
import dev.gantry.domain.problem.Problem.ServiceNotServing;
import dev.gantry.domain.problem.Problem.ServiceNotTrusted;
import dev.gantry.domain.problem.Problem.ServiceOverloaded;
import dev.gantry.domain.problem.Problem.ServiceProblem;
import dev.gantry.domain.problem.Problem.ServiceUnreachable;
import dev.gantry.domain.problem.Problem.TokenExposed;

/// Words for a service that does not do what it was asked.
final class ServiceProblemText {
  private final Strings strings;

  ServiceProblemText(Strings strings) {
    this.strings = strings;
  }

  Explanation explain(ServiceProblem problem) {
    return switch (problem) {
      case NoInferenceEndpoint(var mode, var services) ->
          new Explanation(
              strings.text("problem.noInferenceEndpoint.title", mode),
              String.join(", ", services),
              "",
              strings.text("problem.noInferenceEndpoint.remedy"));
      case ServiceUnreachable(var address, var cause) ->
          new Explanation(
              strings.text("problem.serviceUnreachable.title"),
              address,
              cause,
              strings.text("problem.serviceUnreachable.remedy"));
      case NotTheService(var address, var cause) ->
          new Explanation(
              strings.text("problem.notTheService.title"),
              address,
              cause,
              strings.text("problem.notTheService.remedy"));
      case ServiceNotServing(var address, var cause) ->
          new Explanation(
              strings.text("problem.serviceNotServing.title"),
              address,
              cause,
              strings.text("problem.serviceNotServing.remedy"));
      case ServiceNotTrusted(var address, var cause) ->
          new Explanation(
              strings.text("problem.serviceNotTrusted.title"),
              address,
              cause,
              strings.text("problem.serviceNotTrusted.remedy"));
      case ServiceLocked(var address, var cause) ->
          new Explanation(
              strings.text("problem.serviceLocked.title"),
              address,
              cause,
              strings.text("problem.serviceLocked.remedy"));
      case AccessFileUnusable(var by, var file, var cause) ->
          new Explanation(
              strings.text("problem.accessFileUnusable.title"),
              by + ": " + file,
              cause,
              strings.text("problem.accessFileUnusable.remedy"));
      case TokenExposed(var host) ->
          new Explanation(
              strings.text("problem.tokenExposed.title"),
              host,
              "",
              strings.text("problem.tokenExposed.remedy"));
      case LoadNotOffered(var address) ->
          new Explanation(
              strings.text("problem.loadNotOffered.title"),
              address,
              "",
              strings.text("problem.loadNotOffered.remedy"));
      case NotForDevelopment(var address) ->
          new Explanation(
              strings.text("problem.notForDevelopment.title"),
              address,
              "",
              strings.text("problem.notForDevelopment.remedy"));
      case ServiceOverloaded(var cause) ->
          new Explanation(
              strings.text("problem.serviceOverloaded.title"),
              "",
              cause,
              strings.text("problem.serviceOverloaded.remedy"));
      case RequestRejected(var cause) ->
          new Explanation(
              strings.text("problem.requestRejected.title"),
              "",
              cause,
              strings.text("problem.requestRejected.remedy"));
      case RequestTimedOut(var deadline) ->
          new Explanation(
              strings.text("problem.requestTimedOut.title", Durations.format(deadline)),
              "",
              "",
              strings.text("problem.requestTimedOut.remedy"));
      case ServiceFailed(var code, var cause) ->
          new Explanation(
              strings.text("problem.serviceFailed.title"),
              "",
              cause.isBlank() ? code : code + ": " + cause,
              strings.text("problem.serviceFailed.remedy"));
    };
  }
}
