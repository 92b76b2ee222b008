package dev.gantry.cli;

import dev.gantry.domain.engine.PrivateEngine;
import dev.gantry.domain.engine.PrivateEngine.Status;
import dev.gantry.text.Strings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `gantry engine stop`: ends the private engine.
@Command(
    name = "stop",
    header = "Stops the private container engine.",
    description = {
      "Ends its containers and takes its bridge and packet filter rules away. Images, volumes and"
          + " fetched packages are kept. Does nothing when it is not running.",
      "",
      "With --json, prints an object a line: \"progress\", and at the end \"result\".",
      ""
    })
final class EngineStopCommand implements Callable<Integer> {
  private final CliContext context;
  private final GlobalOptions options;

  EngineStopCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    Strings strings = context.strings();
    PrivateEngine engine = context.ports().privateEngine();
    boolean wasRunning = engine.status() instanceof Status.Running;
    context.cancellation().endBy(Thread.currentThread()::interrupt);
    PrivateEngineDisplay display = new PrivateEngineDisplay(context, options);
    try {
      // also where it does not run: a crash may have left something behind
      engine.stop(display::show);
    } finally {
      display.end();
    }
    if (options.json()) {
      Json.line(
          context.console().out(),
          Json.event("result").put("status", "stopped").put("wasRunning", wasRunning));
    } else {
      context
          .console()
          .out()
          .print(
              (wasRunning
                      ? strings.text("cli.engine.stopped")
                      : strings.text("cli.engine.wasNotRunning"))
                  + "\n");
      context.console().out().flush();
    }
    return ExitCode.OK;
  }
}
