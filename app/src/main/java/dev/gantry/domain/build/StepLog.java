package dev.gantry.domain.build;

import dev.gantry.domain.log.LineAssembler;
import dev.gantry.domain.log.LogBuffer;
import dev.gantry.domain.log.LogLine;
import java.util.ArrayList;
import java.util.List;

/// What a step has written: its last whole lines, and on each stream the line that has not ended.
public record StepLog(LogBuffer lines, LineAssembler output, LineAssembler errors) {

  /// Lines kept of each step.
  public static final int CAPACITY = 5_000;

  /// Nothing written.
  public static final StepLog EMPTY =
      new StepLog(LogBuffer.empty(CAPACITY), LineAssembler.START, LineAssembler.START);

  /// The last `count` lines, with what was written of the lines that have not ended.
  public List<LogLine> tail(int count) {
    return flushed().lines().tail(count);
  }

  StepLog plus(List<BuildEvent.Output> pieces) {
    List<LogLine> whole = new ArrayList<>();
    LineAssembler out = output;
    LineAssembler err = errors;
    for (BuildEvent.Output piece : pieces) {
      if (piece.errorStream()) {
        err = err.read(piece.at(), true, piece.text(), whole);
      } else {
        out = out.read(piece.at(), false, piece.text(), whole);
      }
    }
    return new StepLog(lines.plus(whole), out, err);
  }

  /// The log of a step that has ended, where every line is whole.
  StepLog flushed() {
    List<LogLine> rest = new ArrayList<>();
    LineAssembler out = output.flush(false, rest);
    LineAssembler err = errors.flush(true, rest);
    return rest.isEmpty() ? this : new StepLog(lines.plus(rest), out, err);
  }
}
