package dev.gantry.ui.shell;

import dev.gantry.domain.engine.PrivateEngine;
import dev.gantry.domain.problem.Problem;

/// How far the offer of a private engine is.
public sealed interface PrivateEngineState {
  /// Not looked yet, or it runs already: there is nothing to offer.
  record Nothing() implements PrivateEngineState {}

  /// It cannot run on this machine.
  record Unsupported(Problem problem) implements PrivateEngineState {}

  /// It can be started.
  record Offered() implements PrivateEngineState {}

  /// The user has asked for it; what it would do is being found out.
  record Planning() implements PrivateEngineState {}

  /// The user is asked whether this shall be done.
  record Confirming(PrivateEngine.Plan plan) implements PrivateEngineState {}

  /// It is being set up, started, or given its base image.
  record Working(PrivateEngine.Progress progress) implements PrivateEngineState {}

  /// Something went wrong; it can be tried again.
  record Failed(Problem problem) implements PrivateEngineState {}
}
