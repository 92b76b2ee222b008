package dev.gantry.ui.inference;

import dev.gantry.domain.inference.ServiceLoad;
import dev.gantry.domain.problem.Problem.ServiceProblem;

/// What is known of the load of the service.
public sealed interface LoadState {
  /// Nothing was told yet.
  record Waiting() implements LoadState {}

  /// The newest measurement.
  record Measured(ServiceLoad load) implements LoadState {}

  /// The service does not measure its load.
  record NotOffered() implements LoadState {}

  /// Nothing is told for now, and why.
  record Lost(ServiceProblem problem) implements LoadState {}
}
