package dev.gantry.devloop.serve;

import static dev.gantry.llm.log.EventLog.field;

import dev.gantry.devloop.compile.CompileError;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.log.EventLog.Level;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Tells the log what cycles come to.
final class CycleLog {
  private final EventLog log;
  private String lastFailure = "";

  CycleLog(EventLog log) {
    this.log = log;
  }

  /// The end of a cycle, as far as nobody has to ask for an answer.
  void ended(Cycle cycle) {
    String files = String.join(" ", cycle.files());
    switch (cycle.outcome()) {
      case Outcome.Pending _ -> {}
      case Outcome.Swapped _ ->
          log.write(
              Level.INFO,
              "devloop.swapped",
              field("files", files),
              field("seen_ms", millis(cycle.seen())),
              field("compiled_ms", millis(cycle.compiled())),
              field("swapped_ms", millis(cycle.swapped())),
              field("compiled_files", cycle.compiledFiles()));
      case Outcome.Unchanged _ -> log.write(Level.INFO, "devloop.unchanged", field("files", files));
      case Outcome.CompileFailed(var errors) -> errors.forEach(this::error);
      case Outcome.LoadFailed(String reason) ->
          log.write(
              Level.ERROR, "devloop.load_failed", field("files", files), field("reason", reason));
      case Outcome.Restart(String reason) ->
          log.write(Level.INFO, "devloop.restart", field("files", files), field("reason", reason));
      case Outcome.RebuildNeeded(String reason) ->
          log.write(
              Level.WARN, "devloop.rebuild_needed", field("files", files), field("reason", reason));
    }
  }

  private void error(CompileError error) {
    log.write(
        Level.ERROR,
        "devloop.compile_error",
        field("file", error.file()),
        field("line", error.line()),
        field("column", error.column()),
        field("message", error.message()));
  }

  /// The first answer of new code.
  void served(Cycle cycle) {
    log.write(Level.INFO, "devloop.served", field("served_ms", millis(cycle.served())));
  }

  /// Something is wrong with the files; told once for as long as it lasts.
  void failed(IOException e) {
    if (!e.toString().equals(lastFailure)) {
      lastFailure = e.toString();
      log.write(Level.ERROR, "devloop.failed", field("error", e));
    }
  }

  private static long millis(@Nullable Duration duration) {
    return duration == null ? 0 : duration.toMillis();
  }
}
