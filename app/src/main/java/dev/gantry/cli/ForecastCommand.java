package dev.gantry.cli;

import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.forecast.Forecast;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gantry forecast`: what a build would do.
@Command(
    name = "forecast",
    header = "Says which steps of a build would run, why, and how long.",
    description = {
      "Builds nothing. Steps are compared with the builds that Gantry has run on this engine before;"
          + " times are the median of earlier ones.",
      "",
      "A step with a question mark takes files of a step that runs: whether it runs, too, depends on"
          + " whether these come out different, and is guessed from earlier builds.",
      "",
      "With --json, prints an object a line, one for each target.",
      "",
      "For example:",
      "  gantry forecast prod",
      ""
    })
final class ForecastCommand implements Callable<Integer> {
  private final CliContext context;
  private final GlobalOptions options;

  @Parameters(
      paramLabel = "TARGET",
      completionCandidates = CompletionWords.Targets.class,
      description = "What to build. Default: all targets.")
  private List<String> names = List.of();

  @Option(names = "--no-cache", description = "As in a build that runs every step again.")
  private boolean noCache;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A build argument, as in a build; may be given several times.")
  private Map<String, String> arguments = Map.of();

  @Option(names = "--pull", description = "As in a build that asks for newer base images.")
  private boolean pull;

  ForecastCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    Project project = context.openProject(options.project());
    Targets targets = new Targets(context.ports().compose(), project);
    ForecastTable table = new ForecastTable(context.strings());
    boolean first = true;
    for (BuildTarget target : names.isEmpty() ? targets.all() : targets.named(names)) {
      Forecast forecast =
          context.ports().forecasts().of(BuildRequest.of(changed(target), noCache, pull));
      if (options.json()) {
        Json.line(context.console().out(), table.json(target, forecast));
      } else {
        context.console().out().print(first ? "" : "\n");
        context.console().out().print(table.text(target, forecast));
        context.console().out().flush();
      }
      first = false;
    }
    return ExitCode.OK;
  }

  private BuildTarget changed(BuildTarget target) {
    return target.with(target.definition().but().args(arguments).build());
  }
}
