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
        cycle.getNumber(),
        cycle.getFilesList(),
        new CodeCycle.Times(
            Messages.duration(cycle.getSeen()),
            time(cycle.hasCompiled(), cycle.getCompiled()),
            time(cycle.hasSwapped(), cycle.getSwapped()),
            time(cycle.hasServed(), cycle.getServed())),
        outcome(cycle),
        Optional.of(cycle.getRebuildNeeded()).filter(reason -> !reason.isEmpty()));
  }

  private static Optional<Duration> time(boolean known, com.google.protobuf.Duration duration) {
    return known ? Optional.of(Messages.duration(duration)) : Optional.empty();
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
}
