package dev.gantry.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `gantry engine`: the container engine. Does nothing itself.
@Command(
    name = "engine",
    header = "Shows the container engine in use, and runs a private one.",
    description = "",
    synopsisSubcommandLabel = "COMMAND")
final class EngineCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "Missing command");
    }
  }
}
