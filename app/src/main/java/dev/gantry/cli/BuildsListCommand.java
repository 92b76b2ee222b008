package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.cli.Table.Align;
import dev.gantry.domain.build.ArchivedBuild;
import dev.gantry.domain.build.ArchivedBuild.Ending;
import dev.gantry.text.Durations;
import dev.gantry.text.Strings;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gantry builds ls`: the builds, newest first.
@Command(
    name = "ls",
    header = "Lists the builds that the engine runs or remembers.",
    description = {
      "Newest first, whoever started them. An engine remembers 50 builds, or those of two days.",
      "",
      "With --json, prints one document.",
      ""
    })
final class BuildsListCommand implements Callable<Integer> {
  private final CliContext context;
  private final GlobalOptions options;

  @Option(
      names = "--limit",
      paramLabel = "COUNT",
      description = "List no more than so many. Default: all.")
  private int limit = Integer.MAX_VALUE;

  BuildsListCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public Integer call() {
    List<ArchivedBuild> builds =
        context.ports().archive().list().stream().limit(Math.max(0, limit)).toList();
    Instant now = context.clock().instant();
    if (options.json()) {
      ObjectNode node = Json.object();
      node.set("builds", Json.array(builds, build -> json(build, now)));
      Json.document(context.console().out(), node);
    } else {
      context.console().out().print(text(builds, now));
      context.console().out().flush();
    }
    return ExitCode.OK;
  }

  private String text(List<ArchivedBuild> builds, Instant now) {
    Strings strings = context.strings();
    if (builds.isEmpty()) {
      return strings.text("cli.builds.none") + "\n";
    }
    Table table =
        new Table(Align.LEFT, Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT)
            .row(
                strings.text("cli.builds.ref"),
                strings.text("cli.builds.name"),
                strings.text("cli.builds.state"),
                strings.text("cli.builds.age"),
                strings.text("cli.builds.time"),
                strings.text("cli.builds.cached"));
    for (ArchivedBuild build : builds) {
      table.row(
          build.ref(),
          StepWords.plain(build.name()),
          state(strings, build),
          strings.text("cli.builds.ago", Durations.format(build.age(now))),
          Durations.format(build.elapsed(now)),
          strings.text("cli.builds.cachedOf", build.cachedSteps(), build.steps()));
    }
    return table.text();
  }

  static String state(Strings strings, ArchivedBuild build) {
    return switch (build.ending()) {
      case Ending.Running _ -> strings.text("cli.builds.running");
      case Ending.Succeeded _ -> strings.text("cli.builds.succeeded");
      case Ending.Failed _ -> strings.text("cli.builds.failed");
      case Ending.Cancelled _ -> strings.text("cli.builds.cancelled");
    };
  }

  /// What stands in the list about a build, as JSON.
  static ObjectNode json(ArchivedBuild build, Instant now) {
    ObjectNode node = Json.object().put("ref", build.ref()).put("name", build.name());
    node.set("tags", Json.texts(build.tags()));
    switch (build.ending()) {
      case Ending.Running _ -> node.put("status", "running");
      case Ending.Succeeded _ -> node.put("status", "succeeded");
      case Ending.Failed(var error) -> node.put("status", "failed").put("error", error);
      case Ending.Cancelled _ -> node.put("status", "cancelled");
    }
    node.put("started", build.started().toString());
    build.completed().ifPresent(end -> node.put("completed", end.toString()));
    return node.put("tookMillis", build.elapsed(now).toMillis())
        .put("steps", build.steps())
        .put("cachedSteps", build.cachedSteps())
        .put("warnings", build.warnings());
  }
}
