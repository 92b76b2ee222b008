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
import picocli.CommandLine.Option;

/// `gantry engine status`: which engine is used, and whether it answers.
@Command(
    name = "status",
    header = "Shows which container engine is used, and how the private one is.",
    description = "Ends with code 0 only if the engine can be used.")
final class EngineStatusCommand implements Callable<Integer> {
  private final CliContext context;
  private final GlobalOptions options;

  @Option(
      names = "--sizes",
      description = "Say how much room the private engine takes, too. May take long.")
  private boolean sizes;

  EngineStatusCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public Integer call() {
    EngineStatus status = context.ports().engine().check();
    if (options.json()) {
      ObjectNode document = json(status);
      document.set("privateEngine", new PrivateEngineReport(context).json(sizes));
      Json.document(context.console().out(), document);
    } else {
      if (status instanceof Reachable engine) {
        print(engine);
      }
      new PrivateEngineReport(context).print(sizes);
    }
    return switch (status) {
      case Reachable _ -> ExitCode.OK;
      case Unreachable(var problem) -> {
        if (!options.json()) {
          throw new GantryException(problem);
        }
        yield ExitCode.of(problem);
      }
      case EngineStatus.Unknown _ -> throw new IllegalStateException("checked, but unknown");
    };
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

  private ObjectNode json(EngineStatus status) {
    return switch (status) {
      case Reachable engine -> json(engine);
      case Unreachable(var problem) ->
          Json.object()
              .put("status", "unreachable")
              .set(
                  "problem",
                  new ProblemPrinter(context.strings(), context.problems()).json(problem));
      case EngineStatus.Unknown _ -> Json.object().put("status", "unknown");
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
