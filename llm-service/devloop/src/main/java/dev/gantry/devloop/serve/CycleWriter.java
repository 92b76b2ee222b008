package dev.gantry.devloop.serve;

import com.google.protobuf.Timestamp;
import dev.gantry.devloop.compile.CompileError;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Cycles as messages of the protocol.
final class CycleWriter {
  private CycleWriter() {}

  static dev.gantry.devloop.v1.Cycle message(Cycle cycle) {
    dev.gantry.devloop.v1.Cycle.Builder message =
        dev.gantry.devloop.v1.Cycle.newBuilder()
            .setNumber(cycle.number())
            .addAllFiles(cycle.files())
            .setSaved(timestamp(cycle.saved()))
            .setCompiledFiles(cycle.compiledFiles())
            .setRebuildNeeded(Objects.requireNonNullElse(cycle.rebuildNeeded(), ""));
    set(cycle.seen(), message::setSeen);
    set(cycle.compiled(), message::setCompiled);
    set(cycle.swapped(), message::setSwapped);
    set(cycle.served(), message::setServed);
    return switch (cycle.outcome()) {
      case Outcome.Pending _ -> message.build();
      case Outcome.Swapped _ ->
          message.setOutcome(dev.gantry.devloop.v1.Outcome.OUTCOME_SWAPPED).build();
      case Outcome.Unchanged _ ->
          message.setOutcome(dev.gantry.devloop.v1.Outcome.OUTCOME_UNCHANGED).build();
      case Outcome.CompileFailed(var errors) -> {
        errors.forEach(error -> message.addErrors(error(error)));
        yield message.setOutcome(dev.gantry.devloop.v1.Outcome.OUTCOME_COMPILE_ERROR).build();
      }
      case Outcome.LoadFailed(String reason) ->
          message
              .setOutcome(dev.gantry.devloop.v1.Outcome.OUTCOME_LOAD_ERROR)
              .setReason(reason)
              .build();
      case Outcome.Restart(String reason) ->
          message
              .setOutcome(dev.gantry.devloop.v1.Outcome.OUTCOME_RESTART)
              .setReason(reason)
              .build();
      case Outcome.RebuildNeeded(String reason) ->
          message
              .setOutcome(dev.gantry.devloop.v1.Outcome.OUTCOME_REBUILD_NEEDED)
              .setReason(reason)
              .build();
    };
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  private interface Setter {
    Object set(com.google.protobuf.Duration duration);
  }

  private static void set(@Nullable Duration duration, Setter setter) {
    if (duration != null) {
      setter.set(
          com.google.protobuf.Duration.newBuilder()
              .setSeconds(duration.toSeconds())
              .setNanos(duration.toNanosPart())
              .build());
    }
  }

  private static dev.gantry.devloop.v1.CompileError error(CompileError error) {
    return dev.gantry.devloop.v1.CompileError.newBuilder()
        .setFile(error.file())
        .setLine((int) error.line())
        .setColumn((int) error.column())
        .setMessage(error.message())
        .build();
  }
}
