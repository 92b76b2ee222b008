package dev.gantry.adapter.compose;

import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.CommandResult;
import dev.gantry.adapter.process.Exit;
import dev.gantry.adapter.process.OutputLine;
import dev.gantry.adapter.process.OutputLine.Source;
import dev.gantry.adapter.process.ProcessRunner;
import dev.gantry.adapter.process.RunningProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Programs that exist and what they answer, by the start of their command line; the first that
/// fits counts. Everything else is a program that does not exist.
final class FakeProcessRunner implements ProcessRunner {

  private final Map<String, CommandResult> answers = new LinkedHashMap<>();
  private final List<Command> calls = new ArrayList<>();

  FakeProcessRunner answer(String commandLine, int exitCode, String... output) {
    answers.put(
        commandLine, new CommandResult(new Exit.Completed(exitCode), List.of(output), List.of()));
    return this;
  }

  FakeProcessRunner failure(String commandLine, int exitCode, String... errors) {
    answers.put(
        commandLine, new CommandResult(new Exit.Completed(exitCode), List.of(), List.of(errors)));
    return this;
  }

  /// Takes a program away.
  void remove(String commandLine) {
    answers.remove(commandLine);
  }

  List<Command> calls() {
    return List.copyOf(calls);
  }

  @Override
  public RunningProcess start(Command command, Consumer<OutputLine> lines) throws IOException {
    String commandLine = String.join(" ", command.arguments());
    CommandResult result =
        answers.entrySet().stream()
            .filter(answer -> commandLine.startsWith(answer.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow(() -> new IOException("no such program: " + command.program()));
    calls.add(command);
    result.output().forEach(line -> lines.accept(new OutputLine(Source.STANDARD_OUTPUT, line)));
    result.errors().forEach(line -> lines.accept(new OutputLine(Source.STANDARD_ERROR, line)));
    return new Ended(result.exit());
  }

  private record Ended(Exit exit) implements RunningProcess {
    @Override
    public long pid() {
      return 1;
    }

    @Override
    public Exit await(Duration deadline) {
      return exit;
    }

    @Override
    public void cancel() {}
  }
}
