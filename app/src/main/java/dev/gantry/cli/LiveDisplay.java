package dev.gantry.cli;

import dev.gantry.domain.build.BuildEvent.Warning;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildReduction;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.build.Tally;
import dev.gantry.domain.forecast.RemainingTime;
import dev.gantry.domain.log.LogLine;
import dev.gantry.text.Durations;
import dev.gantry.text.Strings;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;

/// Shows a line for each step that is over, and below them one line with a bar that says what goes
/// on now. Lines that are too long are cut off by the terminal, however wide it is by then.
final class LiveDisplay implements BuildDisplay, StepChanges.Listener {
  private final PrintWriter err;
  private final Strings strings;
  private final StepWords words;
  private final Paint paint;
  private final Supplier<RemainingTime> remaining;
  private StepChanges changes = new StepChanges(this);

  /// @param remaining what is known at the moment of the time that builds still take
  LiveDisplay(PrintWriter err, Strings strings, Paint paint, Supplier<RemainingTime> remaining) {
    this.remaining = remaining;
    this.err = err;
    this.strings = strings;
    this.paint = paint;
    this.words = new StepWords(strings);
  }

  @Override
  public void begin(BuildTarget target) {
    changes = new StepChanges(this);
    err.print(strings.text("cli.build.begin", target.name(), target.image()) + "\n");
    err.flush();
  }

  @Override
  public void show(BuildProgress progress, Instant now) {
    err.print(Ansi.NO_WRAP + Ansi.ERASE_LINE);
    changes.tell(progress);
    err.print(status(progress, now) + Ansi.WRAP);
    err.flush();
  }

  @Override
  public void end(BuildProgress progress) {
    err.print(Ansi.ERASE_LINE);
    changes.tell(progress);
    err.flush();
  }

  @Override
  public void started(Step step) {}

  @Override
  public void wrote(Step step, LogLine line) {}

  @Override
  public void ended(Step step) {
    if (!step.internal() || step.state() instanceof StepState.Failed) {
      err.print(painted(step, "%10s".formatted(words.state(step))));
      err.print("  " + StepWords.plain(step.name()) + "\n");
    }
  }

  @Override
  public void warned(Warning warning) {
    err.print(words.warning(warning) + "\n");
  }

  private String painted(Step step, String state) {
    return switch (step.state()) {
      case StepState.Failed _ -> paint.bad(state);
      case StepState.Done _ -> paint.good(state);
      case StepState.Cached _, StepState.Waiting _, StepState.Running _, StepState.Cancelled _ ->
          paint.unimportant(state);
    };
  }

  @Override
  public void reduced(BuildReduction reduction) {
    err.print(words.reduction(reduction) + "\n");
  }

  @Override
  public void engineAnswers(boolean answers) {
    err.print(words.engineAnswers(answers) + "\n");
  }

  private String status(BuildProgress progress, Instant now) {
    Tally tally = progress.tally();
    return ProgressBar.text(tally.finished(), tally.total(), paint)
        + " "
        + status(progress, tally, now);
  }

  private String status(BuildProgress progress, Tally tally, Instant now) {
    String elapsed = Durations.format(progress.elapsed(now));
    Optional<Step> running = longestRunning(progress);
    if (running.isEmpty()) {
      return strings.text("cli.build.statusIdle", tally.finished(), tally.total(), elapsed);
    }
    String name = StepWords.plain(running.get().name());
    String its = Durations.format(running.get().elapsed(now));
    return remaining
        .get()
        .of(progress, now)
        .map(
            left ->
                strings.text(
                    "cli.build.statusLeft",
                    tally.finished(),
                    tally.total(),
                    elapsed,
                    name,
                    its,
                    Durations.format(left)))
        .orElseGet(
            () ->
                strings.text(
                    "cli.build.status", tally.finished(), tally.total(), elapsed, name, its));
  }

  /// The step that people wait for.
  private static Optional<Step> longestRunning(BuildProgress progress) {
    return progress.steps().stream()
        .filter(step -> step.state() instanceof StepState.Running)
        .min(Comparator.comparing(step -> step.firstStarted().orElse(Instant.MAX)));
  }
}
