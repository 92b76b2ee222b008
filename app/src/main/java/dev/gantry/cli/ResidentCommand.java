package dev.gantry.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `gantry resident`: the process that runs commands. Does nothing itself.
@Command(
    name = "resident",
    header = "Shows or ends the process that stays to run commands.",
    description = "",
    synopsisSubcommandLabel = "COMMAND")
final class ResidentCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "Missing command");
    }
  }
}
