package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.cli.Table.Align;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.forecast.Forecast;
import dev.gantry.domain.forecast.Outlook;
import dev.gantry.domain.forecast.StepForecast;
import dev.gantry.text.CauseText;
import dev.gantry.text.Durations;
import dev.gantry.text.Strings;
import java.util.List;

/// What is expected of a build, step by step.
final class ForecastTable {
  private static final int NAME_LENGTH = 60;

  private final Strings strings;
  private final CauseText causes;

  ForecastTable(Strings strings) {
    this.strings = strings;
    this.causes = new CauseText(strings);
  }

  String text(BuildTarget target, Forecast forecast) {
    Table table =
        new Table(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.LEFT, Align.LEFT)
            .row(
                strings.text("cli.forecast.outlook"),
                strings.text("cli.forecast.time"),
                strings.text("cli.forecast.line"),
                strings.text("cli.forecast.step"),
                strings.text("cli.forecast.why"));
    for (StepForecast step : shown(forecast)) {
      table.row(
          outlook(step.outlook()),
          step.outlook().runs() ? step.usual().map(Durations::format).orElse("") : "",
          step.lines().map(lines -> String.valueOf(lines.first())).orElse(""),
          CauseWords.shortened(step.name(), NAME_LENGTH),
          causes.of(step.outlook()));
    }
    return summary(target, forecast) + "\n\n" + table.text() + assumed(forecast);
  }

  private String assumed(Forecast forecast) {
    return forecast.assumed().isEmpty()
        ? ""
        : "\n"
            + strings.text(
                "cli.forecast.assumed", StepWords.plain(String.join(", ", forecast.assumed())))
            + "\n";
  }

  ObjectNode json(BuildTarget target, Forecast forecast) {
    ObjectNode node =
        Json.object()
            .put("target", target.name())
            .put("steps", shown(forecast).size())
            .put("running", running(forecast));
    forecast.total().ifPresent(total -> node.put("expectedMillis", total.toMillis()));
    if (!forecast.assumed().isEmpty()) {
      node.set("assumedUnchanged", Json.texts(forecast.assumed()));
    }
    node.set("forecast", Json.array(shown(forecast), this::json));
    return node;
  }

  private ObjectNode json(StepForecast step) {
    ObjectNode node =
        Json.object()
            .put("step", step.name())
            .put("runs", step.outlook().runs())
            .put("certain", !(step.outlook() instanceof Outlook.Depends));
    step.lines()
        .ifPresent(lines -> node.put("firstLine", lines.first()).put("lastLine", lines.last()));
    step.usual().ifPresent(usual -> node.put("usualMillis", usual.toMillis()));
    step.outlook().reason().ifPresent(cause -> node.set("cause", CauseWords.json(cause)));
    return node;
  }

  private String summary(BuildTarget target, Forecast forecast) {
    long running = running(forecast);
    int all = shown(forecast).size();
    if (running == 0) {
      return forecast
          .total()
          .map(
              total ->
                  strings.text(
                      "cli.forecast.nothingIn", target.name(), all, Durations.format(total)))
          .orElseGet(() -> strings.text("cli.forecast.nothing", target.name(), all));
    }
    return forecast
        .total()
        .map(
            total ->
                strings.text(
                    "cli.forecast.runs", target.name(), running, all, Durations.format(total)))
        .orElseGet(() -> strings.text("cli.forecast.runsUnknown", target.name(), running, all));
  }

  private static long running(Forecast forecast) {
    return shown(forecast).stream().filter(step -> step.outlook().runs()).count();
  }

  /// BuildKit's own steps are of no interest.
  private static List<StepForecast> shown(Forecast forecast) {
    return forecast.steps().stream().filter(step -> !step.name().startsWith("[internal]")).toList();
  }

  private String outlook(Outlook outlook) {
    return switch (outlook) {
      case Outlook.Cached _ -> strings.text("cli.forecast.cached");
      case Outlook.Runs _ -> strings.text("cli.forecast.run");
      case Outlook.Depends(boolean likely, _) ->
          likely ? strings.text("cli.forecast.mayRun") : strings.text("cli.forecast.mayNotRun");
    };
  }
}
