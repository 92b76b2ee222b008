package dev.gantry.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `gantry service`: the bundled LLM service. Does nothing itself.
@Command(
    name = "service",
    header = "Runs the bundled LLM service without a container.",
    description = "",
    synopsisSubcommandLabel = "COMMAND")
final class ServiceCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "Missing command");
    }
  }
}
