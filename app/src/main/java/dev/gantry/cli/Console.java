package dev.gantry.cli;

import java.io.PrintWriter;

/// Where a command writes to: results go to `out`, everything else to `err`.
///
/// @param terminal whether a person watches `err` on a terminal that understands ANSI sequences
/// @param confirmation asks that person
public record Console(
    PrintWriter out, PrintWriter err, boolean terminal, Confirmation confirmation) {

  /// Asks on the terminal of this process.
  public Console(PrintWriter out, PrintWriter err, boolean terminal) {
    this(out, err, terminal, Confirmation.onTerminal());
  }
}
