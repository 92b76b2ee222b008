package dev.gantry.adapter.llm;

import dev.gantry.devloop.v1.Cycle;
import dev.gantry.domain.inference.CodeCycle;
import dev.gantry.domain.inference.CodeOutcome;
import java.time.Duration;
import java.util.Optional;

/// Cycles of the protocol as values.
final class CodeMessages {
  private CodeMessages() {}

  static CodeCycle cycle(Cycle cycle) {
    return new CodeCycle(
        cycle.getFilesList(),
        cycle.hasSwapped() ? Optional.of(duration(cycle.getSwapped())) : Optional.empty(),
        cycle.hasServed() ? Optional.of(duration(cycle.getServed())) : Optional.empty(),
        outcome(cycle));
  }

  private static CodeOutcome outcome(Cycle cycle) {
    return switch (cycle.getOutcome()) {
      case OUTCOME_UNSPECIFIED, UNRECOGNIZED -> new CodeOutcome.Pending();
      case OUTCOME_SWAPPED -> new CodeOutcome.Swapped();
      case OUTCOME_UNCHANGED -> new CodeOutcome.Unchanged();
      case OUTCOME_COMPILE_ERROR ->
          new CodeOutcome.CompileFailed(
              cycle.getErrorsList().stream()
                  .map(
                      error ->
                          new CodeOutcome.CodeError(
                              error.getFile(), error.getLine(), error.getMessage()))
                  .toList());
      case OUTCOME_LOAD_ERROR -> new CodeOutcome.LoadFailed(cycle.getReason());
      case OUTCOME_RESTART -> new CodeOutcome.Restarting(cycle.getReason());
      case OUTCOME_REBUILD_NEEDED -> new CodeOutcome.RebuildNeeded(cycle.getReason());
    };
  }

  private static Duration duration(com.google.protobuf.Duration duration) {
    return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
  }
}
