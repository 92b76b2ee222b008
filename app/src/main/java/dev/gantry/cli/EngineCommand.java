package dev.gantry.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gantry engine`: the container engine. Does nothing itself.
@Command(
    name = "engine",
    header = "Shows the container engine in use, and runs a private one.",
    description = "",
    synopsisSubcommandLabel = "COMMAND")
final class EngineCommand implements Runnable {
  @Mixin private final Usage usage = new Usage();

  @Override
  public void run() {
    throw usage.wrong("Missing command");
  }
}
