package dev.gantry.cli;

import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.log.LogLine;
import dev.gantry.text.Strings;
import java.io.PrintWriter;
import java.time.Instant;

/// The steps of a build that one looks back on, without those that BuildKit does for itself.
final class StepTable {
  private final Strings strings;
  private final StepWords words;
  private final boolean logs;

  StepTable(Strings strings, boolean logs) {
    this.strings = strings;
    this.words = new StepWords(strings);
    this.logs = logs;
  }

  void print(BuildProgress progress, Instant now, PrintWriter out) {
    var path = progress.criticalPath(now).steps();
    for (Step step : progress.steps()) {
      if (!step.internal() || progress.failure().filter(step::equals).isPresent()) {
        String mark = path.contains(step.id()) ? "*" : " ";
        out.print("%10s %s %s%n".formatted(words.state(step), mark, StepWords.plain(step.name())));
        printLog(progress, step, out);
      }
    }
    out.print("\n" + strings.text("cli.builds.critical") + "\n");
    progress.warnings().forEach(warning -> out.print(words.warning(warning) + "\n"));
  }

  private void printLog(BuildProgress progress, Step step, PrintWriter out) {
    if (logs) {
      for (LogLine line : progress.log(step.id()).lines().lines()) {
        out.print("             " + StepWords.plain(line.text()) + "\n");
      }
    }
  }
}
