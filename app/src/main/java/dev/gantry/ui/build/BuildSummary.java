package dev.gantry.ui.build;

import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildReduction;
import dev.gantry.domain.build.Tally;
import dev.gantry.text.Durations;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.StateLine;
import dev.gantry.ui.control.StateLine.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.kordamp.ikonli.feather.Feather;

/// The line that says how the build stands: state, elapsed time, counts.
final class BuildSummary {
  private final TargetViewModel target;
  private final Strings strings;
  private final StateLine line = new StateLine();

  BuildSummary(TargetViewModel target, Strings strings) {
    this.target = target;
    this.strings = strings;
    target.phaseProperty().subscribe(this::show);
    target.progressProperty().subscribe(this::show);
    target.nowProperty().subscribe(this::show);
    show();
  }

  StateLine node() {
    return line;
  }

  private void show() {
    BuildPhase phase = target.phaseProperty().get();
    String name = target.targetProperty().get().name();
    switch (phase) {
      case BuildPhase.NotBuilt _ ->
          show(Kind.IDLE, Feather.CIRCLE, strings.text("build.summary.notBuilt", name));
      case BuildPhase.Running(_, boolean cancelling) ->
          show(
              Kind.RUNNING,
              Feather.PLAY_CIRCLE,
              cancelling
                  ? strings.text("build.summary.cancelling", name)
                  : strings.text("build.summary.running", name, elapsed()));
      case BuildPhase.Ended(BuildOutcome.Succeeded(_, _, _, Duration took)) ->
          show(
              Kind.DONE,
              Feather.CHECK_CIRCLE,
              strings.text("build.summary.done", name, Durations.format(took)));
      case BuildPhase.Ended(BuildOutcome.Failed(_, Duration took)) ->
          show(
              Kind.FAILED,
              Feather.X_CIRCLE,
              strings.text("build.summary.failed", name, Durations.format(took)));
      case BuildPhase.Ended(BuildOutcome.Cancelled(Duration took)) ->
          show(
              Kind.IDLE,
              Feather.SLASH,
              strings.text("build.summary.cancelled", name, Durations.format(took)));
    }
  }

  private void show(Kind kind, Feather glyph, String text) {
    boolean told = !(target.phaseProperty().get() instanceof BuildPhase.NotBuilt);
    line.show(kind, glyph, text, told ? counts() : "");
  }

  private String elapsed() {
    return Durations.format(target.progressProperty().get().elapsed(target.nowProperty().get()));
  }

  private String counts() {
    BuildProgress progress = target.progressProperty().get();
    Tally tally = progress.tally();
    List<String> parts = new ArrayList<>();
    parts.add(strings.text("build.summary.steps", tally.finished(), tally.total()));
    if (tally.cached() > 0) {
      parts.add(strings.text("build.summary.cached", tally.cached()));
    }
    if (tally.running() > 0) {
      parts.add(strings.text("build.summary.inWork", tally.running()));
    }
    if (!target.running()) {
      Duration critical = progress.criticalPath(target.nowProperty().get()).length();
      if (critical.isPositive()) {
        parts.add(strings.text("build.summary.criticalPath", Durations.format(critical)));
      }
    }
    if (target.running() && !progress.engineAnswers()) {
      parts.add(strings.text("build.summary.engineSilent"));
    }
    progress.reduction().map(this::words).ifPresent(parts::add);
    if (!progress.warnings().isEmpty()) {
      parts.add(strings.text("build.summary.warnings", progress.warnings().size()));
    }
    return String.join("  ·  ", parts);
  }

  private String words(BuildReduction reduction) {
    return strings.text(
        switch (reduction) {
          case FEWER_DETAILS -> "build.summary.fewerDetails";
          case CLASSIC_BUILDER -> "build.summary.classicBuilder";
        });
  }
}
