package dev.gantry.domain.engine;

import java.util.function.Consumer;

/// Port: the container engine in use. It is looked up anew whenever it is not reachable, so that an
/// engine that starts later is found without a restart of the app.
public interface Engine extends AutoCloseable {
  /// Asks the engine now; blocks for a few seconds at most.
  EngineStatus check();

  /// Tells the status now and on every change until the returned handle is closed. Called on a
  /// thread of the engine.
  AutoCloseable watch(Consumer<EngineStatus> listener);

  @Override
  void close();
}
