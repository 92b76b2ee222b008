package dev.gantry.cli;

import java.io.PrintWriter;

/// Where a command writes to: results go to `out`, everything else to `err`.
///
/// @param noColor whether the user wants no colours anywhere, as `NO_COLOR` says
/// @param confirmation asks the person in front of the terminal
public record Console(
    PrintWriter out, PrintWriter err, Screen screen, boolean noColor, Confirmation confirmation) {

  /// Whether a person watches `err` on a terminal that understands ANSI sequences.
  boolean terminal() {
    return screen.showsErr();
  }

  /// Colours for `out`.
  Paint paintOut(ColorChoice choice) {
    return new Paint(choice.applies(screen.showsOut(), noColor));
  }

  /// Colours for `err`.
  Paint paintErr(ColorChoice choice) {
    return new Paint(choice.applies(screen.showsErr(), noColor));
  }

  /// How long lines of `out` may be: as long as they like where it is no terminal.
  int width() {
    return screen.showsOut() ? screen.columns() : Integer.MAX_VALUE;
  }
}
