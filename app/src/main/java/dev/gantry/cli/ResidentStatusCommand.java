package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.cli.ResidentProcess.Status;
import dev.gantry.text.Durations;
import dev.gantry.text.Sizes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `gantry resident status`: whether there is a process that stays.
@Command(
    name = "status",
    header = "Shows the process that stays to run commands.",
    description =
        "./gantry leaves one on Linux, unless GANTRY_RESIDENT is “off”, or CI is set and"
            + " GANTRY_RESIDENT is not “on”. It ends when nobody has used it for ten minutes.")
final class ResidentStatusCommand implements Callable<Integer> {
  private final CliContext context;
  private final GlobalOptions options;

  ResidentStatusCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public Integer call() {
    Optional<Status> status = context.resident().map(ResidentProcess::status);
    if (options.json()) {
      Json.document(
          context.console().out(),
          status.map(this::json).orElseGet(() -> Json.object().put("running", false)));
    } else {
      context
          .console()
          .out()
          .print(
              status.map(this::text).orElseGet(() -> context.strings().text("cli.resident.none"))
                  + "\n");
      context.console().out().flush();
    }
    return ExitCode.OK;
  }

  private ObjectNode json(Status status) {
    return Json.object()
        .put("running", true)
        .put("pid", status.pid())
        .put("since", status.since().toString())
        .put("commands", status.commands())
        .put("memoryBytes", status.memoryBytes())
        .put("idleMillis", status.idle().toMillis());
  }

  private String text(Status status) {
    return context
        .strings()
        .text(
            "cli.resident.running",
            Long.toString(status.pid()),
            Durations.format(Duration.between(status.since(), context.clock().instant())),
            status.commands(),
            Sizes.format(status.memoryBytes()),
            Durations.format(status.idle()));
  }
}
