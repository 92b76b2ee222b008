package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.cli.Table.Align;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.forecast.MissedStep;
import dev.gantry.text.CauseText;
import dev.gantry.text.Durations;
import java.util.List;

/// Says after a build why its steps ran.
final class MissReport {
  private static final int NAME_LENGTH = 60;

  private final CliContext context;
  private final CauseText causes;

  MissReport(CliContext context) {
    this.context = context;
    this.causes = new CauseText(context.strings());
  }

  /// Prints the steps that ran, if there are any.
  void print(BuildTarget target, List<MissedStep> missed, boolean json) {
    if (json) {
      missed.forEach(step -> Json.line(context.console().out(), json(target, step)));
    } else if (!missed.isEmpty()) {
      Table table = new Table(Align.RIGHT, Align.LEFT, Align.LEFT);
      for (MissedStep step : missed) {
        table.row(
            "  " + Durations.format(step.took()),
            CauseWords.shortened(step.name(), NAME_LENGTH),
            causes.of(step.cause()));
      }
      context.console().out().print(context.strings().text("cli.build.reasons") + table.text());
      context.console().out().flush();
    }
  }

  private ObjectNode json(BuildTarget target, MissedStep step) {
    ObjectNode node =
        Json.event("ran")
            .put("target", target.name())
            .put("step", step.name())
            .put("tookMillis", step.took().toMillis());
    step.lines()
        .ifPresent(lines -> node.put("firstLine", lines.first()).put("lastLine", lines.last()));
    node.set("cause", CauseWords.json(step.cause()));
    return node;
  }
}
