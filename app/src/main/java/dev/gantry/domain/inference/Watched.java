package dev.gantry.domain.inference;

import dev.gantry.domain.problem.Problem.ServiceProblem;

/// What is told to who watches something of a service.
public sealed interface Watched<T> {
  /// How it is now.
  record News<T>(T value) implements Watched<T> {}

  /// The service answers, but does not tell such a thing.
  record NotOffered<T>() implements Watched<T> {}

  /// Nothing is told for now, and why. It is tried again.
  record Lost<T>(ServiceProblem problem) implements Watched<T> {}
}
