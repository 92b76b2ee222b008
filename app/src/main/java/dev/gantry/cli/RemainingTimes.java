package dev.gantry.cli;

import dev.gantry.domain.forecast.RemainingTime;
import dev.gantry.domain.problem.GantryException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Loads how long steps usually take beside the build that is shown, which does not wait for it.
final class RemainingTimes {
  private RemainingTimes() {}

  /// What is loaded at the moment; unknown before, and where it cannot be loaded.
  static Supplier<RemainingTime> loading(CliContext context) {
    CompletableFuture<RemainingTime> times = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("times of steps")
        .start(
            () -> {
              try {
                times.complete(context.ports().stepTimes().load());
              } catch (GantryException _) {
                // the build itself tells what is wrong with the engine, and an estimate is no need
                times.complete(RemainingTime.UNKNOWN);
              }
            });
    return () -> times.getNow(RemainingTime.UNKNOWN);
  }
}
