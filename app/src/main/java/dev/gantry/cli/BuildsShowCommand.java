package dev.gantry.cli;

import dev.gantry.domain.build.ArchivedBuild;
import dev.gantry.domain.build.ArchivedBuild.Ending;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.text.Durations;
import dev.gantry.text.Strings;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gantry builds show`: what one build has done.
@Command(
    name = "show",
    header = "Shows the steps of a build that the engine runs or remembers.",
    description = {
      "With --logs, also what the steps have written.",
      "",
      "With --json, prints one document, the same as “gantry builds export”.",
      ""
    })
final class BuildsShowCommand implements Callable<Integer> {
  private final CliContext context;
  private final GlobalOptions options;

  @Parameters(
      paramLabel = "REF",
      arity = "1",
      description = "Reference of the build or its beginning, or the name of its image.")
  private String reference = "";

  @Option(names = "--logs", description = "Show what the steps have written.")
  private boolean logs;

  BuildsShowCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public Integer call() {
    ArchivedBuild build = new ArchiveLookup(context.ports().archive()).named(reference);
    BuildProgress progress = context.ports().archive().replay(build.ref());
    Instant now = context.clock().instant();
    PrintWriter out = context.console().out();
    if (options.json()) {
      Json.document(out, new TraceDocument(build, progress, now).json());
    } else {
      out.print(head(build, now));
      new StepTable(context.strings(), logs).print(progress, now, out);
      out.flush();
    }
    return ExitCode.OK;
  }

  private String head(ArchivedBuild build, Instant now) {
    Strings strings = context.strings();
    StringBuilder text =
        new StringBuilder(
            strings.text(
                "cli.builds.head",
                StepWords.plain(build.name()),
                BuildsListCommand.state(strings, build),
                Durations.format(build.elapsed(now))));
    text.append('\n');
    text.append(strings.text("cli.builds.begun", build.ref(), build.started().toString()))
        .append('\n');
    if (build.ending() instanceof Ending.Failed(var error)) {
      text.append(strings.text("cli.builds.error", StepWords.plain(error))).append('\n');
    }
    return text.append('\n').toString();
  }
}
