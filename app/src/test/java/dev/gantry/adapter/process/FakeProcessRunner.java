package dev.gantry.adapter.process;

import dev.gantry.adapter.process.OutputLine.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Programs that answer by a script instead of running. A command that nothing is scripted for is
/// not found.
public final class FakeProcessRunner implements ProcessRunner {

  private record Script(String words, CommandResult result, Runnable effect) {}

  private final List<Script> scripts = new ArrayList<>();
  private final List<Command> started = new ArrayList<>();

  /// Lets commands that contain `words` end well with these lines on their standard output.
  public FakeProcessRunner answer(String words, String... lines) {
    return answer(words, new CommandResult(new Exit.Completed(0), List.of(lines), List.of()));
  }

  /// Lets commands that contain `words` fail with these lines on their standard error.
  public FakeProcessRunner fail(String words, String... lines) {
    return answer(words, new CommandResult(new Exit.Completed(1), List.of(), List.of(lines)));
  }

  /// Lets commands that contain `words` end well and do something.
  public FakeProcessRunner act(String words, Runnable effect) {
    scripts.addFirst(
        new Script(words, new CommandResult(new Exit.Completed(0), List.of(), List.of()), effect));
    return this;
  }

  /// A later script comes before an earlier one.
  public FakeProcessRunner answer(String words, CommandResult result) {
    scripts.addFirst(new Script(words, result, () -> {}));
    return this;
  }

  /// The commands that were started, in their order.
  public List<String> started() {
    return started.stream().map(Command::toString).toList();
  }

  @Override
  public RunningProcess start(Command command, Consumer<OutputLine> lines) throws IOException {
    started.add(command);
    Script script =
        scripts.stream()
            .filter(each -> command.toString().contains(each.words()))
            .findFirst()
            .orElseThrow(() -> new IOException("Cannot run program \"" + command.program() + "\""));
    script.effect().run();
    script
        .result()
        .output()
        .forEach(text -> lines.accept(new OutputLine(Source.STANDARD_OUTPUT, text)));
    script
        .result()
        .errors()
        .forEach(text -> lines.accept(new OutputLine(Source.STANDARD_ERROR, text)));
    return new Ended(script.result().exit());
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
