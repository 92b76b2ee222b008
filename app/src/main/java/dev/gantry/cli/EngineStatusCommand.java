package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.engine.EngineStatus;
import dev.gantry.domain.engine.EngineStatus.Reachable;
import dev.gantry.domain.engine.EngineStatus.Unreachable;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.text.Strings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `gantry engine status`: which engine is used, and whether it answers.
@Command(
    name = "status",
    header = "Shows which container engine is used.",
    description = "Ends with code 0 only if the engine can be used.")
final class EngineStatusCommand implements Callable<Integer> {
  private final CliContext context;
  private final GlobalOptions options;

  EngineStatusCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public Integer call() {
    Reachable engine =
        switch (context.ports().engine().check()) {
          case Reachable reachable -> reachable;
          case Unreachable(var problem) -> throw new GantryException(problem);
          case EngineStatus.Unknown _ -> throw new IllegalStateException("checked, but unknown");
        };
    if (options.json()) {
      Json.document(context.console().out(), json(engine));
    } else {
      print(engine);
    }
    return ExitCode.OK;
  }

  private void print(Reachable engine) {
    Strings strings = context.strings();
    PrintWriter out = context.console().out();
    out.print(strings.text("cli.engine.version", engine.version(), engine.platform()) + "\n");
    out.print(
        strings.text("cli.engine.address", engine.address().host(), source(engine.address()))
            + "\n");
    out.print(strings.text("cli.engine.api", engine.apiVersion()) + "\n");
    out.flush();
  }

  private String source(EngineAddress address) {
    return switch (address.source()) {
      case ENVIRONMENT -> context.strings().text("cli.engine.fromEnvironment");
      case CONTEXT -> context.strings().text("cli.engine.fromContext");
      case DEFAULT_SOCKET -> context.strings().text("cli.engine.fromDefault");
      case PRIVATE_ENGINE -> context.strings().text("cli.engine.fromPrivate");
    };
  }

  private static ObjectNode json(Reachable engine) {
    return Json.object()
        .put("status", "reachable")
        .put("host", engine.address().host())
        .put("source", Json.name(engine.address().source()))
        .put("version", engine.version())
        .put("apiVersion", engine.apiVersion())
        .put("platform", engine.platform());
  }
}
