package dev.gantry.resident;

import dev.gantry.cli.Cancellation;
import dev.gantry.cli.ResidentProcess;
import java.io.OutputStream;

/// Runs the commands that are asked for.
public interface Commands {

  /// Where a command writes to; closed by the caller.
  ///
  /// @param out takes its results
  /// @param err takes everything else; may be the same
  record Streams(OutputStream out, OutputStream err) {}

  /// Whether the command can be run here just as it would be in a process of its own.
  boolean accepts(Request request);

  /// Runs a command and returns its exit code. Several run at once.
  ///
  /// @param cancellation told when the process that asked has ended or was interrupted
  /// @param resident the process that runs the command
  int run(Request request, Streams streams, Cancellation cancellation, ResidentProcess resident);
}
