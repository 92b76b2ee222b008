package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.dial.EngineUnreachable;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.function.Supplier;

/// Calls of BuildKit's services that answer at once, with their failures as problems.
final class EngineCalls {

  private EngineCalls() {}

  /// The answer of the engine.
  ///
  /// @throws GantryException if there is none, with `HistoryUnsupported` where the engine does not
  ///   have the service
  static <T> T answer(EngineAddress engine, Supplier<T> call) {
    try {
      return call.get();
    } catch (StatusRuntimeException failure) {
      throw new GantryException(problem(engine, failure), failure);
    }
  }

  static Problem problem(EngineAddress engine, StatusRuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof EngineUnreachable unreachable) {
        return unreachable.problem();
      }
    }
    Status status = failure.getStatus();
    return status.getCode() == Status.Code.UNIMPLEMENTED
        ? new Problem.HistoryUnsupported(engine.host())
        : new Problem.EngineWentAway(engine.host(), status.toString());
  }
}
