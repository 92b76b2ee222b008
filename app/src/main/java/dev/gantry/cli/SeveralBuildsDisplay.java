package dev.gantry.cli;

import dev.gantry.domain.build.BuildEvent.Warning;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildReduction;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.log.LogLine;
import dev.gantry.text.Strings;
import java.io.PrintWriter;
import java.time.Instant;

/// Shows one of several builds that run at once on a terminal: a line for each step that is over,
/// which begins with the name of the target, above the line on all of them.
final class SeveralBuildsDisplay implements BuildDisplay, StepChanges.Listener {
  private final PrintWriter err;
  private final Strings strings;
  private final StepWords words;
  private final String label;
  private final SeveralBuildsStatus status;
  private final StepChanges changes = new StepChanges(this);

  /// @param label begins each line
  /// @param status the line that the displays of all builds have in common
  SeveralBuildsDisplay(PrintWriter err, Strings strings, String label, SeveralBuildsStatus status) {
    this.status = status;
    this.err = err;
    this.strings = strings;
    this.words = new StepWords(strings);
    this.label = label;
  }

  @Override
  public void begin(BuildTarget target) {
    err.print(strings.text("cli.build.begin", target.name(), target.image()) + "\n");
    err.flush();
  }

  @Override
  public void show(BuildProgress progress, Instant now) {
    status.erase();
    changes.tell(progress);
    status.draw(label, progress, now);
  }

  @Override
  public void end(BuildProgress progress) {
    status.erase();
    changes.tell(progress);
    err.print(Ansi.WRAP);
    err.flush();
  }

  @Override
  public void started(Step step) {}

  @Override
  public void wrote(Step step, LogLine line) {}

  @Override
  public void ended(Step step) {
    if (!step.internal() || step.state() instanceof StepState.Failed) {
      err.print("%s%10s  %s%n".formatted(label, words.state(step), StepWords.plain(step.name())));
    }
  }

  @Override
  public void warned(Warning warning) {
    err.print(label + words.warning(warning) + "\n");
  }

  @Override
  public void reduced(BuildReduction reduction) {
    err.print(label + words.reduction(reduction) + "\n");
  }

  @Override
  public void engineAnswers(boolean answers) {
    err.print(label + words.engineAnswers(answers) + "\n");
  }
}
