package dev.gantry.cli;

import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import dev.gantry.text.Explanation;
import dev.gantry.text.Strings;
import dev.gantry.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Ends commands that could not do what they were asked: the one place that turns exceptions into
/// words and exit codes.
final class Failures {
  private final Console console;
  private final Strings strings;
  private final ProblemPrinter printer;
  private final Cancellation cancellation;
  private final GlobalOptions options;

  Failures(CliContext context, GlobalOptions options) {
    this.console = context.console();
    this.strings = context.strings();
    this.printer = new ProblemPrinter(context.strings(), context.problems());
    this.cancellation = context.cancellation();
    this.options = options;
  }

  int onException(Exception exception, CommandLine command) {
    if (exception instanceof InterruptedException || cancellation.isCancelled()) {
      console.err().print(strings.text("cli.problem.cancelled") + "\n");
      console.err().flush();
      return ExitCode.CANCELLED;
    }
    Problem problem =
        switch (exception) {
          case GantryException expected -> expected.problem();
          default -> {
            // asked for here: to set up logging takes as long as a small command
            LoggerFactory.getLogger(Failures.class)
                .error("{} failed", command.getCommandName(), exception);
            yield new Problem.Unexpected(exception.toString());
          }
        };
    if (options.json()) {
      Json.document(console.out(), Json.object().set("problem", printer.json(problem)));
    } else {
      printer.print(problem, console.err(), console.paintErr(options.color()));
    }
    return ExitCode.of(problem);
  }

  int onWrongUsage(ParameterException exception) {
    CommandLine command = exception.getCommandLine();
    String help = "./" + command.getCommandSpec().qualifiedName() + " --help";
    String remedy =
        guess(exception)
            .map(name -> strings.text("cli.usage.guess", name, help))
            .orElseGet(() -> strings.text("cli.usage.remedy", help));
    String message =
        Objects.requireNonNullElse(exception.getMessage(), "").lines().findFirst().orElse("");
    printer.print(
        new Explanation(message, "", "", remedy), console.err(), console.paintErr(options.color()));
    return ExitCode.USAGE;
  }

  private static Optional<String> guess(ParameterException exception) {
    if (!(exception instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return Optional.empty();
    }
    CommandLine command = exception.getCommandLine();
    List<String> known = new ArrayList<>(command.getCommandSpec().optionsMap().keySet());
    known.addAll(command.getSubcommands().keySet());
    return Suggestion.nearest(unmatched.getUnmatched().getFirst(), known);
  }
}
