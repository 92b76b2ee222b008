package dev.gantry.adapter.process;

import java.util.List;

/// The end of a program and what it said.
public record CommandResult(Exit exit, List<String> output, List<String> errors) {

  public CommandResult {
    output = List.copyOf(output);
    errors = List.copyOf(errors);
  }

  public boolean isSuccess() {
    return exit.isSuccess();
  }

  /// What the program wrote to its standard output, as one text.
  public String outputText() {
    return String.join("\n", output);
  }

  /// What a person needs to see of a failure: the last lines of the standard error, or of the
  /// standard output where there are none.
  public String failureText() {
    List<String> said = errors.isEmpty() ? output : errors;
    return String.join("\n", said.subList(Math.max(0, said.size() - FAILURE_LINES), said.size()));
  }

  private static final int FAILURE_LINES = 20;
}
