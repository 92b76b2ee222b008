package dev.gantry.text;

import dev.gantry.domain.problem.KernelFeature;
import dev.gantry.domain.problem.PrivateEngineObstacle;
import dev.gantry.domain.problem.Problem.BaseImageFailed;
import dev.gantry.domain.problem.Problem.KernelFeatureMissing;
import dev.gantry.domain.problem.Problem.PrivateEngineBusy;
import dev.gantry.domain.problem.Problem.PrivateEngineDaemonFailed;
import dev.gantry.domain.problem.Problem.PrivateEngineNotStopped;
import dev.gantry.domain.problem.Problem.PrivateEnginePackagesUnavailable;
import dev.gantry.domain.problem.Problem.PrivateEngineProblem;
import dev.gantry.domain.problem.Problem.PrivateEngineUnsupported;
import dev.gantry.domain.problem.Problem.SocketPathTooLong;
import java.util.List;
import java.util.stream.Collectors;

/// Words for what is wrong with the private engine.
final class PrivateEngineProblemText {
  private final Strings strings;
  private final HostAdvice advice;

  PrivateEngineProblemText(Strings strings, HostAdvice advice) {
    this.strings = strings;
    this.advice = advice;
  }

  Explanation explain(PrivateEngineProblem problem) {
    return switch (problem) {
      case PrivateEngineUnsupported(var obstacle, var found) ->
          new Explanation(
              strings.text("problem.privateEngineUnsupported.title"),
              "",
              obstacle(obstacle, found),
              wayAround(obstacle));
      case PrivateEnginePackagesUnavailable(var packages, var cause) ->
          new Explanation(
              strings.text("problem.privateEnginePackagesUnavailable.title"),
              String.join(", ", packages),
              cause,
              strings.text("problem.privateEnginePackagesUnavailable.remedy"));
      case PrivateEngineDaemonFailed(var program, var log, var logTail) ->
          new Explanation(
              strings.text("problem.privateEngineDaemonFailed.title", program),
              log.toString(),
              String.join("\n", logTail),
              strings.text("problem.privateEngineDaemonFailed.remedy"));
      case KernelFeatureMissing(var feature, var cause) ->
          new Explanation(
              strings.text("problem.kernelFeatureMissing.title"), "", cause, provide(feature));
      case PrivateEngineBusy(var pid) ->
          new Explanation(
              strings.text("problem.privateEngineBusy.title"),
              pid == 0 ? "" : strings.text("problem.privateEngineBusy.place", pid),
              "",
              strings.text("problem.privateEngineBusy.remedy"));
      case SocketPathTooLong(var socket, var limitBytes) ->
          new Explanation(
              strings.text("problem.socketPathTooLong.title"),
              socket.toString(),
              strings.text("problem.socketPathTooLong.cause", limitBytes),
              strings.text("problem.socketPathTooLong.remedy"));
      case PrivateEngineNotStopped(var pids) ->
          new Explanation(
              strings.text("problem.privateEngineNotStopped.title"),
              strings.text("problem.privateEngineNotStopped.place", pids.size(), joined(pids)),
              "",
              strings.text("problem.privateEngineNotStopped.remedy"));
      case BaseImageFailed(var image, var cause) ->
          new Explanation(
              strings.text("problem.baseImageFailed.title", image),
              "",
              cause,
              strings.text("problem.baseImageFailed.remedy"));
    };
  }

  private String obstacle(PrivateEngineObstacle obstacle, String found) {
    return switch (obstacle) {
      case NOT_LINUX -> strings.text("problem.privateEngineUnsupported.notLinux", found);
      case OTHER_DISTRIBUTION ->
          strings.text("problem.privateEngineUnsupported.otherDistribution", found);
      case NOT_ROOT -> strings.text("problem.privateEngineUnsupported.notRoot", found);
      case NO_PACKAGE_TOOLS ->
          strings.text("problem.privateEngineUnsupported.noPackageTools", found);
    };
  }

  private String wayAround(PrivateEngineObstacle obstacle) {
    return switch (obstacle) {
      case NOT_ROOT ->
          strings.text("problem.privateEngineUnsupported.asRoot", advice.installEngine());
      case NOT_LINUX, OTHER_DISTRIBUTION, NO_PACKAGE_TOOLS ->
          strings.text("problem.privateEngineUnsupported.remedy", advice.installEngine());
    };
  }

  private String provide(KernelFeature feature) {
    return switch (feature) {
      case OVERLAY -> strings.text("problem.kernelFeatureMissing.overlay");
      case PACKET_FILTER -> strings.text("problem.kernelFeatureMissing.packetFilter");
      case BRIDGE -> strings.text("problem.kernelFeatureMissing.bridge");
      case CGROUPS -> strings.text("problem.kernelFeatureMissing.cgroups");
      case PRIVILEGES -> strings.text("problem.kernelFeatureMissing.privileges");
    };
  }

  private static String joined(List<Long> pids) {
    return pids.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
