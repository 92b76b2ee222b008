package dev.gantry.cli;

import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gantry mode`: shows the modes, switches to one, or stops what runs.
@Command(
    name = "mode",
    header = "Shows the modes of the project, or switches to one.",
    description = {
      "A mode is a way to run the project: an overlay compose.NAME.yml beside the compose file."
          + " Without NAME, shows the modes and what runs. Switching waits until every service is"
          + " healthy.",
      "",
      "With --json, showing prints one document; switching and stopping print an object a line:"
          + " \"resource\", \"message\", and at the end \"result\".",
      ""
    })
final class ModeCommand implements Callable<Integer> {
  private static final String STOP = "stop";

  private final CliContext context;
  private final GlobalOptions options;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      completionCandidates = CompletionWords.Modes.class,
      description = "Mode to switch to; \"stop\" stops what runs, as --down does.")
  private @Nullable String name;

  @Option(names = "--down", description = "Stop and remove the containers of the project.")
  private boolean down;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "3m",
      description = "How long services may take to become healthy. Default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofMinutes(3);

  ModeCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    Project project = context.openProject(options.project());
    Optional<Mode> wanted = Optional.ofNullable(name).flatMap(project::mode);
    if (down || (wanted.isEmpty() && STOP.equals(name))) {
      stop(project);
    } else if (wanted.isPresent()) {
      switchTo(project, wanted.get());
    } else if (name != null) {
      throw new GantryException(
          new Problem.UnknownMode(name, project.modes().stream().map(Mode::name).toList()));
    } else {
      new ModeList(context, options.json()).print(project);
    }
    return ExitCode.OK;
  }

  private void switchTo(Project project, Mode mode) throws InterruptedException {
    interruptible();
    SwitchDisplay display = display();
    Instant begun = context.clock().instant();
    display.begin(context.strings().text("cli.mode.switching", mode.name()));
    context.ports().compose().up(project, mode, timeout, display::show);
    display.up(mode, Duration.between(begun, context.clock().instant()));
  }

  private void stop(Project project) throws InterruptedException {
    interruptible();
    SwitchDisplay display = display();
    Instant begun = context.clock().instant();
    display.begin(context.strings().text("cli.mode.stopping"));
    context.ports().compose().down(project, display::show);
    display.down(Duration.between(begun, context.clock().instant()));
  }

  private SwitchDisplay display() {
    return new SwitchDisplay(context.console(), context.strings(), options.json());
  }

  private void interruptible() {
    context.cancellation().endBy(Thread.currentThread()::interrupt);
  }
}
