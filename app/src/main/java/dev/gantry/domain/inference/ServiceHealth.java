package dev.gantry.domain.inference;

import dev.gantry.domain.problem.Problem;

/// Health of a service as `grpc.health.v1` tells it.
public sealed interface ServiceHealth {
  /// Nobody watches yet.
  record Unknown() implements ServiceHealth {}

  /// Nothing answers at the address, or not to us.
  record Unreachable(Problem problem) implements ServiceHealth {}

  /// The connection stands, the service is not ready: starting, loading or draining.
  record NotServing() implements ServiceHealth {}

  record Serving() implements ServiceHealth {}

  /// The connection stands, but the service does not implement the health protocol, so more cannot
  /// be told.
  record Answering() implements ServiceHealth {}
}
