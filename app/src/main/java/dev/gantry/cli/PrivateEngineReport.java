package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.engine.PrivateEngine;
import dev.gantry.domain.engine.PrivateEngine.Footprint;
import dev.gantry.domain.engine.PrivateEngine.Status;
import dev.gantry.domain.engine.PrivateEngine.Usage;
import dev.gantry.text.Sizes;
import dev.gantry.text.Strings;
import java.io.PrintWriter;
import java.util.Optional;

/// How the private engine is, for people and for programs.
final class PrivateEngineReport {
  private final CliContext context;
  private final PrivateEngine engine;

  PrivateEngineReport(CliContext context) {
    this.context = context;
    this.engine = context.ports().privateEngine();
  }

  /// Prints the result of a start.
  void printStarted(Status status, boolean json) {
    PrintWriter out = context.console().out();
    if (json) {
      Json.line(out, addTo(Json.event("result"), status));
    } else if (status instanceof Status.Running(_, var address, var version)) {
      out.print(context.strings().text("cli.engine.started", version, address.host()) + "\n");
      out.flush();
    }
  }

  /// Prints one or more lines on the present state.
  ///
  /// @param measured whether to say how much room it takes
  void print(boolean measured) {
    Strings strings = context.strings();
    PrintWriter out = context.console().out();
    Status status = engine.status();
    out.print(
        switch (status) {
          case Status.Unsupported _ -> strings.text("cli.engine.privateUnsupported");
          case Status.Absent _ -> strings.text("cli.engine.privateAbsent");
          case Status.Stopped _ -> strings.text("cli.engine.privateStopped");
          case Status.Crashed(var logTail) ->
              strings.text("cli.engine.privateCrashed")
                  + "\n"
                  + String.join("\n", logTail).indent(4).stripTrailing();
          case Status.Running(var pid, var address, var version) ->
              version.isEmpty()
                  ? strings.text("cli.engine.privateSilent", pid, address.host())
                  : strings.text("cli.engine.privateRunning", version, pid, address.host());
        });
    out.print("\n");
    if (hasFiles(status)) {
      out.print(files(measured) + "\n");
    }
    out.flush();
  }

  private String files(boolean measured) {
    Footprint footprint = engine.footprint();
    Optional<Usage> usage = measured ? Optional.of(engine.usage()) : Optional.empty();
    return context
        .strings()
        .text(
            "cli.engine.privateFiles",
            footprint.programs() + usage.map(it -> size(it.programBytes())).orElse(""),
            footprint.data() + usage.map(it -> size(it.dataBytes())).orElse(""),
            footprint.log());
  }

  private static String size(long bytes) {
    return " (" + Sizes.format(bytes) + ")";
  }

  ObjectNode json(boolean measured) {
    Status status = engine.status();
    ObjectNode node = addTo(Json.object(), status);
    if (hasFiles(status)) {
      Footprint footprint = engine.footprint();
      node.put("programs", footprint.programs().toString())
          .put("data", footprint.data().toString())
          .put("log", footprint.log().toString());
      if (measured) {
        Usage usage = engine.usage();
        node.put("programBytes", usage.programBytes()).put("dataBytes", usage.dataBytes());
      }
    }
    return node;
  }

  private static boolean hasFiles(Status status) {
    return switch (status) {
      case Status.Unsupported _, Status.Absent _ -> false;
      case Status.Stopped _, Status.Crashed _, Status.Running _ -> true;
    };
  }

  private static ObjectNode addTo(ObjectNode node, Status status) {
    switch (status) {
      case Status.Unsupported(var problem) ->
          node.put("status", "unsupported")
              .put("obstacle", Json.name(problem.obstacle()))
              .put("found", problem.found());
      case Status.Absent _ -> node.put("status", "absent");
      case Status.Stopped _ -> node.put("status", "stopped");
      case Status.Crashed(var logTail) ->
          node.put("status", "crashed").set("logTail", Json.texts(logTail));
      case Status.Running(var pid, var address, var version) ->
          node.put("status", "running")
              .put("pid", pid)
              .put("host", address.host())
              .put("version", version);
    }
    return node;
  }
}
