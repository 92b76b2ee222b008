package dev.gantry.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gantry resident`: the process that runs commands. Does nothing itself.
@Command(
    name = "resident",
    header = "Shows or ends the process that stays to run commands.",
    description = "",
    synopsisSubcommandLabel = "COMMAND")
final class ResidentCommand implements Runnable {
  @Mixin private final Usage usage = new Usage();

  @Override
  public void run() {
    throw usage.wrong("Missing command");
  }
}
