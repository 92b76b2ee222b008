package dev.gantry.domain.forecast;

import dev.gantry.domain.history.History;
import java.util.function.Supplier;

/// How long steps usually take on the engine in use.
public final class StepTimes {
  private final History history;
  private final Supplier<String> engine;

  /// @param engine address of the engine
  public StepTimes(History history, Supplier<String> engine) {
    this.history = history;
    this.engine = engine;
  }

  /// What is known now.
  ///
  /// @throws dev.gantry.domain.problem.GantryException if there is no engine, or the memory of
  ///   builds cannot be read
  public RemainingTime load() {
    return new RemainingTime(new Knowledge(history.builds(engine.get())));
  }
}
