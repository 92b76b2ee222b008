package dev.gantry.cli;

import dev.gantry.domain.engine.PrivateEngine;
import dev.gantry.domain.engine.PrivateEngine.Plan;
import dev.gantry.domain.engine.PrivateEngine.Status;
import dev.gantry.text.Sizes;
import dev.gantry.text.Strings;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gantry engine start`: sets up and starts the private engine.
@Command(
    name = "start",
    header = "Starts a private container engine.",
    description = {
      "For machines that have no engine: Debian or Ubuntu, as root. The engine's packages are"
          + " fetched and unpacked into your cache directory; nothing is installed, and the"
          + " settings of the system stay as they are. Says what it is going to do and asks"
          + " before.",
      "",
      "GANTRY_ENGINE_HOME names the directory of another engine beside your own.",
      "",
      "With --json, prints an object a line: \"progress\", and at the end \"result\".",
      ""
    })
final class EngineStartCommand implements Callable<Integer> {
  private final CliContext context;
  private final GlobalOptions options;

  @Mixin private final Usage usage = new Usage();

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  EngineStartCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrivateEngine engine = context.ports().privateEngine();
    if (!(engine.status() instanceof Status.Running) && !isAgreed(engine.plan())) {
      context.say(context.strings().text("cli.engine.notStarted"));
      return ExitCode.FAILED;
    }
    context.cancellation().endBy(Thread.currentThread()::interrupt);
    PrivateEngineDisplay display = new PrivateEngineDisplay(context, options);
    try {
      engine.start(display::show);
    } finally {
      display.end();
    }
    new PrivateEngineReport(context).printStarted(engine.status(), options.json());
    return ExitCode.OK;
  }

  private boolean isAgreed(Plan plan) {
    if (!options.json()) {
      context.say(words(plan));
    }
    if (yes) {
      return true;
    }
    Optional<Boolean> answer =
        options.json()
            ? Optional.empty()
            : context.console().confirmation().agree(context.strings().text("cli.engine.question"));
    return answer.orElseThrow(() -> usage.wrong(context.strings().text("cli.engine.needsYes")));
  }

  private String words(Plan plan) {
    Strings strings = context.strings();
    StringBuilder text = new StringBuilder(strings.text("cli.engine.planIntroduction"));
    if (plan.packages().isEmpty()) {
      text.append(strings.text("cli.engine.planNothingToFetch"));
    } else {
      text.append(
          strings.text(
              "cli.engine.planFetch",
              String.join(", ", plan.packages()),
              Sizes.format(plan.downloadBytes()),
              String.join(", ", plan.origins())));
    }
    return text.append(
            strings.text("cli.engine.planPlaces", plan.programs(), plan.data(), plan.socket()))
        .toString();
  }
}
