package dev.gantry.cli;

import dev.gantry.domain.build.BuildEvent.Warning;
import dev.gantry.domain.build.BuildReduction;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepState;
import dev.gantry.text.Durations;
import dev.gantry.text.Strings;
import java.util.regex.Pattern;

/// Words for the steps of a build.
final class StepWords {
  /// Escape sequences of ECMA-48 that programs use for colours and cursor movement.
  private static final Pattern CONTROL = Pattern.compile("\u001B\\[[0-?]*[ -/]*[@-~]|\\p{Cntrl}");

  private final Strings strings;

  StepWords(Strings strings) {
    this.strings = strings;
  }

  String state(Step step) {
    return switch (step.state()) {
      case StepState.Waiting _ -> strings.text("cli.step.waiting");
      case StepState.Running _ -> strings.text("cli.step.running");
      case StepState.Cached _ -> strings.text("cli.step.cached");
      case StepState.Done(_, _, var took) -> strings.text("cli.step.done", Durations.format(took));
      case StepState.Failed _ -> strings.text("cli.step.failed");
      case StepState.Cancelled _ -> strings.text("cli.step.cancelled");
    };
  }

  /// The finding in the engine's words, which name the line.
  String warning(Warning warning) {
    return strings.text("cli.build.warning", plain(warning.message()));
  }

  /// What is lost with the way in which the engine builds.
  String reduction(BuildReduction reduction) {
    return strings.text(
        switch (reduction) {
          case FEWER_DETAILS -> "cli.build.fewerDetails";
          case CLASSIC_BUILDER -> "cli.build.classicBuilder";
        });
  }

  String engineAnswers(boolean answers) {
    return strings.text(answers ? "cli.build.engineHeard" : "cli.build.engineSilent");
  }

  /// Output of a program on one line, without what would move the cursor or change colours.
  static String plain(String text) {
    return CONTROL.matcher(text.replace("\t", "    ")).replaceAll("");
  }
}
