package dev.gantry.cli;

import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.forecast.Forecast;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gantry forecast`: what a build would do.
@Command(
    name = "forecast",
    header = "Says which steps of a build would run, why, and how long.",
    description = {
      "Builds nothing. Steps are compared with the builds that Gantry has run on this engine"
          + " before; times are the median of earlier ones.",
      "",
      "A step with a question mark takes files of a step that runs: whether it runs, too, depends"
          + " on whether these come out different, and is guessed from earlier builds.",
      "",
      "Takes the options of a build, as far as they bear on its steps.",
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

  @Mixin private final BuildChoice choice = new BuildChoice();

  ForecastCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    ForecastTable table = new ForecastTable(context.strings());
    boolean first = true;
    for (BuildRequest request : choice.requests(context, options)) {
      BuildTarget target = request.target();
      Forecast forecast = context.ports().forecasts().of(request);
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
}
