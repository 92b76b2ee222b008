package dev.gantry.adapter.compose;

import dev.gantry.adapter.process.OutputLine;
import java.util.List;
import java.util.stream.Collectors;

/// What a call of the compose tool came to.
record ComposeResult(int exitCode, List<OutputLine> lines) {

  /// What ends a failure that gave no reason.
  private static final String NO_REASON = "exit code ";

  ComposeResult {
    lines = List.copyOf(lines);
  }

  boolean isSuccess() {
    return exitCode == 0;
  }

  /// The standard output as one text.
  String output() {
    return lines.stream()
        .filter(line -> line.source() == OutputLine.Source.STANDARD_OUTPUT)
        .map(OutputLine::text)
        .collect(Collectors.joining("\n"));
  }

  /// Why the tool failed, in its own words.
  String failure(ProgressParser parser) {
    String message =
        lines.stream()
            .filter(line -> line.source() == OutputLine.Source.STANDARD_ERROR)
            .map(line -> parser.read(line.text()))
            .filter(ProgressLine.Failure.class::isInstance)
            .map(ProgressLine.Failure.class::cast)
            .map(ProgressLine.Failure::message)
            .filter(text -> !text.isBlank())
            .collect(Collectors.joining("\n"));
    return message.isEmpty() ? NO_REASON + exitCode : message;
  }
}
