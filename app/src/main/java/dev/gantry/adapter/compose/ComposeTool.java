package dev.gantry.adapter.compose;

import dev.gantry.adapter.process.Command;
import java.util.List;

/// A compose tool that works.
///
/// @param program how it is called, for example `docker compose`
/// @param jsonProgress whether it tells its progress as JSON
record ComposeTool(List<String> program, boolean jsonProgress) {

  ComposeTool {
    program = List.copyOf(program);
  }

  /// A call of the tool; its output is for reading by a program.
  Command command(List<String> arguments) {
    return Command.of(program)
        .plus("--ansi", "never", "--progress", jsonProgress ? "json" : "plain")
        .plus(arguments);
  }
}
