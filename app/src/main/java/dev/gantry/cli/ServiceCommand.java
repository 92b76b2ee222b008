package dev.gantry.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gantry service`: the bundled LLM service. Does nothing itself.
@Command(
    name = "service",
    header = "Runs the bundled LLM service without a container.",
    description = "",
    synopsisSubcommandLabel = "COMMAND")
final class ServiceCommand implements Runnable {
  @Mixin private final Usage usage = new Usage();

  @Override
  public void run() {
    throw usage.wrong("Missing command");
  }
}
