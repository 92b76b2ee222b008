package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.text.Explanation;
import java.util.List;

/// Says what went over budget, and gives the exit code for it.
final class BudgetReport {
  private final CliContext context;
  private final GlobalOptions options;

  BudgetReport(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  /// Puts excesses into the JSON of a result.
  static void put(ObjectNode result, List<String> excesses) {
    if (!excesses.isEmpty()) {
      result.set("overBudget", Json.texts(excesses));
    }
  }

  /// Prints what `subject` exceeds; in JSON its result says so already.
  ///
  /// @return the exit code
  int finish(String subject, List<String> excesses) {
    if (excesses.isEmpty()) {
      return ExitCode.OK;
    }
    if (!options.json()) {
      new ProblemPrinter(context.strings(), context.problems())
          .print(
              new Explanation(
                  context.strings().text("cli.budget.exceeded", subject),
                  "",
                  String.join("\n", excesses),
                  context.strings().text("cli.budget.remedy", subject)),
              context.console().err(),
              context.console().paintErr(options.color()));
    }
    return ExitCode.OVER_BUDGET;
  }
}
