package dev.gantry.domain.engine;

import dev.gantry.domain.problem.Problem;

/// How the engine is at one moment.
public sealed interface EngineStatus {
  /// Not looked yet.
  record Unknown() implements EngineStatus {}

  /// Answers.
  ///
  /// @param version of the engine, for example `28.5.2`
  /// @param apiVersion negotiated version of its API, for example `1.51`
  /// @param platform for example `linux/amd64`
  record Reachable(EngineAddress address, String version, String apiVersion, String platform)
      implements EngineStatus {}

  /// Does not answer or cannot be used; the problem says why.
  record Unreachable(Problem.EngineProblem problem) implements EngineStatus {}
}
