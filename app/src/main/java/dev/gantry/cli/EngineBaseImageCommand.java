package dev.gantry.cli;

import dev.gantry.domain.engine.PrivateEngine;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `gantry engine base-image`: gets the base image into the private engine.
@Command(
    name = "base-image",
    header = "Provides the base image in the private engine.",
    description = {
      "Pulls debian:trixie-slim, which Gantry's own Dockerfiles start from. Where Docker Hub cannot"
          + " be reached, makes it from Debian's packages under the same name. Does nothing when"
          + " it is there.",
      "",
      "With --json, prints an object a line: \"progress\", and at the end \"result\".",
      ""
    })
final class EngineBaseImageCommand implements Callable<Integer> {
  private final CliContext context;
  private final GlobalOptions options;

  EngineBaseImageCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrivateEngine engine = context.ports().privateEngine();
    context.cancellation().endBy(Thread.currentThread()::interrupt);
    PrivateEngineDisplay display = new PrivateEngineDisplay(context, options);
    try {
      engine.provideBaseImage(display::show);
    } finally {
      display.end();
    }
    if (options.json()) {
      Json.line(context.console().out(), Json.event("result").put("status", "present"));
    } else {
      context.console().out().print(context.strings().text("cli.engine.baseImage") + "\n");
      context.console().out().flush();
    }
    return ExitCode.OK;
  }
}
