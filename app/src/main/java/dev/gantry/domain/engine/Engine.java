package dev.gantry.domain.engine;

import dev.gantry.domain.engine.EngineStatus.Reachable;
import dev.gantry.domain.engine.EngineStatus.Unreachable;
import dev.gantry.domain.problem.GantryException;
import java.util.function.Consumer;

/// Port: the container engine in use. It is looked up anew whenever it is not reachable, so that an
/// engine that starts later is found without a restart of the app.
public interface Engine extends AutoCloseable {
  /// Asks the engine now; blocks for a few seconds at most.
  EngineStatus check();

  /// The engine, asked now.
  ///
  /// @throws GantryException if none can be used
  default Reachable inUse() {
    return switch (check()) {
      case Reachable reachable -> reachable;
      case Unreachable(var problem) -> throw new GantryException(problem);
      case EngineStatus.Unknown _ -> throw new IllegalStateException("a check knows the status");
    };
  }

  /// Tells the status now and on every change until the returned handle is closed. Called on a
  /// thread of the engine.
  AutoCloseable watch(Consumer<EngineStatus> listener);

  @Override
  void close();
}
