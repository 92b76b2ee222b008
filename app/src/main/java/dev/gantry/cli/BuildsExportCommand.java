package dev.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.domain.build.ArchivedBuild;
import dev.gantry.domain.build.BuildProgress;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gantry builds export`: a build as a document.
@Command(
    name = "export",
    header = "Prints a build as JSON: its steps with their times, and what they wrote.",
    description = {
      "With --format trace, prints events that Perfetto (https://ui.perfetto.dev) and the trace"
          + " viewers of browsers read.",
      ""
    })
final class BuildsExportCommand implements Callable<Integer> {
  /// What the document is for.
  enum Format {
    /// Everything, in Gantry's own form.
    JSON,
    /// Times only, in the Trace Event Format.
    TRACE
  }

  private final CliContext context;

  @Parameters(
      paramLabel = "REF",
      arity = "1",
      description = "Reference of the build or its beginning, or the name of its image.")
  private String reference = "";

  @Option(names = "--format", paramLabel = "FORMAT", description = "json or trace. Default: json.")
  private Format format = Format.JSON;

  BuildsExportCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ArchivedBuild build = new ArchiveLookup(context.ports().archive()).named(reference);
    BuildProgress progress = context.ports().archive().replay(build.ref());
    Instant now = context.clock().instant();
    JsonNode document =
        switch (format) {
          case JSON -> new TraceDocument(build, progress, now).json();
          case TRACE -> new ChromeTrace(build.name(), progress, now).json();
        };
    Json.document(context.console().out(), document);
    return ExitCode.OK;
  }
}
