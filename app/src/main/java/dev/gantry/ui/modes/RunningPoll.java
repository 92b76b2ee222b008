package dev.gantry.ui.modes;

import dev.gantry.domain.compose.ComposeRunner;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.compose.RunningMode;
import dev.gantry.ui.fx.FxTasks;
import dev.gantry.ui.fx.Latest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Looks every few seconds at what runs of a project: modes are also switched on the command line,
/// and containers die. The next look comes a while after the answer to the last one, however long
/// that took.
final class RunningPoll {
  private static final Duration PAUSE = Duration.ofSeconds(3);

  private final ComposeRunner compose;
  private final FxTasks tasks;
  private final Latest looks;
  private final Consumer<Optional<RunningMode>> sink;
  private FxTasks.Handle next = FxTasks.Handle.NONE;

  RunningPoll(ComposeRunner compose, FxTasks tasks, Consumer<Optional<RunningMode>> sink) {
    this.compose = compose;
    this.tasks = tasks;
    this.looks = new Latest(tasks);
    this.sink = sink;
  }

  void start(Project project) {
    looks.run(
        () -> compose.running(project),
        seen -> {
          next = tasks.after(PAUSE, () -> start(project));
          sink.accept(seen);
        },
        _ -> next = tasks.after(PAUSE, () -> start(project)));
  }

  void stop() {
    next.cancel();
    looks.cancel();
  }
}
