package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.problem.Problem;
import dev.gantry.text.Explanation;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/// Shows problems to people and to programs.
final class ProblemPrinter {
  private final Strings strings;
  private final ProblemText problems;

  ProblemPrinter(Strings strings, ProblemText problems) {
    this.strings = strings;
    this.problems = problems;
  }

  void print(Problem problem, PrintWriter err, Paint paint) {
    print(problems.explain(problem), err, paint);
  }

  /// Prints the title, then each part that is not empty under its name.
  void print(Explanation explanation, PrintWriter err, Paint paint) {
    String title = strings.text("cli.problem.error", explanation.title());
    StringBuilder text = new StringBuilder(paint.bad(title)).append('\n');
    section(text, strings.text("cli.problem.place"), explanation.place());
    section(text, strings.text("cli.problem.cause"), explanation.cause());
    section(text, strings.text("cli.problem.remedy"), explanation.remedy());
    err.print(text);
    err.flush();
  }

  /// The problem as JSON; `kind` is the name of the problem and does not change between versions.
  ObjectNode json(Problem problem) {
    Explanation explanation = problems.explain(problem);
    ObjectNode node =
        Json.object()
            .put("kind", problem.getClass().getSimpleName())
            .put("title", explanation.title());
    if (!explanation.place().isEmpty()) {
      node.put("place", explanation.place());
    }
    if (!explanation.cause().isEmpty()) {
      node.put("cause", explanation.cause());
    }
    return node.put("remedy", explanation.remedy());
  }

  private static void section(StringBuilder text, String name, String content) {
    if (!content.isEmpty()) {
      text.append("  ").append(name).append('\n').append(indented(content));
    }
  }

  /// Four spaces before each line, but none on empty ones.
  private static String indented(String text) {
    return text.lines()
        .map(line -> (line.isBlank() ? "" : "    " + line) + "\n")
        .collect(Collectors.joining());
  }
}
