package dev.gantry.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `gantry resident stop`: ends the process that stays.
@Command(
    name = "stop",
    header = "Ends the process that stays to run commands.",
    description = {"Commands that it runs now come to their end.", ""})
final class ResidentStopCommand implements Callable<Integer> {
  private final CliContext context;
  private final GlobalOptions options;

  ResidentStopCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public Integer call() {
    boolean runs = context.resident().isPresent();
    context.resident().ifPresent(ResidentProcess::stop);
    if (options.json()) {
      Json.document(context.console().out(), Json.object().put("wasRunning", runs));
    } else {
      context
          .console()
          .out()
          .print(
              (runs
                      ? context.strings().text("cli.resident.stopped")
                      : context.strings().text("cli.resident.none"))
                  + "\n");
      context.console().out().flush();
    }
    return ExitCode.OK;
  }
}
