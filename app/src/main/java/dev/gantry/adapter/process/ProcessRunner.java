package dev.gantry.adapter.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// Starts programs.
public interface ProcessRunner {

  /// Starts a program. Each line of output goes to `lines` as it comes, never two at a time; a
  /// carriage return ends a line too, so progress bars arrive as lines. No line comes after
  /// [RunningProcess#await] has returned.
  ///
  /// @throws IOException if there is no such program, or it may not be started
  RunningProcess start(Command command, Consumer<OutputLine> lines) throws IOException;

  /// Runs a program to its end and keeps what it says, up to [#MAX_KEPT_LINES] of each stream (the
  /// last ones).
  ///
  /// @throws IOException if there is no such program, or it may not be started
  default CommandResult run(Command command, Duration deadline)
      throws IOException, InterruptedException {
    return run(command, deadline, _ -> {});
  }

  /// As [#run(Command, Duration)], and shows each line to `watcher` as it comes.
  default CommandResult run(Command command, Duration deadline, Consumer<OutputLine> watcher)
      throws IOException, InterruptedException {
    Deque<String> output = new ArrayDeque<>();
    Deque<String> errors = new ArrayDeque<>();
    Consumer<OutputLine> keep =
        line -> {
          Deque<String> kept =
              switch (line.source()) {
                case STANDARD_OUTPUT -> output;
                case STANDARD_ERROR -> errors;
              };
          if (kept.size() == MAX_KEPT_LINES) {
            kept.removeFirst();
          }
          kept.addLast(line.text());
        };
    Exit exit = start(command, keep.andThen(watcher)).await(deadline);
    return new CommandResult(exit, List.copyOf(output), List.copyOf(errors));
  }

  /// More than the longest list of packages that any system has.
  int MAX_KEPT_LINES = 200_000;
}
