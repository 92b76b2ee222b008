package dev.gantry.cli;

import dev.gantry.domain.build.BuildEvent.Warning;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildReduction;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.log.LogLine;
import dev.gantry.text.Durations;
import dev.gantry.text.Strings;
import java.io.PrintWriter;
import java.time.Instant;

/// Shows everything line by line, for log files and pipes. Each line begins with the step's number,
/// and before that with the target's name where several are built at once.
final class PlainDisplay implements BuildDisplay, StepChanges.Listener {
  private final PrintWriter err;
  private final Strings strings;
  private final StepWords stepWords;
  private final String label;
  private StepChanges changes = new StepChanges(this);

  /// @param label begins each line; may be empty
  PlainDisplay(PrintWriter err, Strings strings, String label) {
    this.label = label;
    this.err = err;
    this.strings = strings;
    this.stepWords = new StepWords(strings);
  }

  @Override
  public void begin(BuildTarget target) {
    changes = new StepChanges(this);
    err.print(strings.text("cli.build.begin", target.name(), target.image()) + "\n");
    err.flush();
  }

  @Override
  public void show(BuildProgress progress, Instant now) {
    changes.tell(progress);
    err.flush();
  }

  @Override
  public void end(BuildProgress progress) {
    changes.tell(progress);
    err.flush();
  }

  @Override
  public void started(Step step) {
    line(prefix(step) + step.name());
  }

  @Override
  public void wrote(Step step, LogLine logLine) {
    line(prefix(step) + "  " + StepWords.plain(logLine.text()));
  }

  @Override
  public void ended(Step step) {
    String words =
        switch (step.state()) {
          case StepState.Done(_, _, var took) ->
              strings.text("cli.step.doneIn", Durations.format(took));
          case StepState.Failed(_, _, var error) -> strings.text("cli.step.failedWith", error);
          case StepState.Waiting _,
              StepState.Running _,
              StepState.Cached _,
              StepState.Cancelled _ ->
              stepWords.state(step);
        };
    line(prefix(step) + words);
  }

  @Override
  public void warned(Warning warning) {
    line(stepWords.warning(warning));
  }

  @Override
  public void reduced(BuildReduction reduction) {
    line(stepWords.reduction(reduction));
  }

  @Override
  public void engineAnswers(boolean answers) {
    line(stepWords.engineAnswers(answers));
  }

  private static String prefix(Step step) {
    return "#" + step.number() + " ";
  }

  private void line(String text) {
    err.print(label + text + "\n");
  }
}
