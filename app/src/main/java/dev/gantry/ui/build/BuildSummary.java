package dev.gantry.ui.build;

import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.Tally;
import dev.gantry.text.Durations;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.Icons;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The line that says how the build stands: state, elapsed time, counts.
final class BuildSummary extends HBox {
  private static final List<String> STATES =
      List.of("idle", "running", "done", "failed", "stopped");

  private final TargetViewModel target;
  private final Strings strings;
  private final FontIcon icon = Icons.of(Feather.CIRCLE, "summary-icon");
  private final Label title = new Label();
  private final Label counts = new Label();

  BuildSummary(TargetViewModel target, Strings strings) {
    super(10);
    this.target = target;
    this.strings = strings;
    getStyleClass().add("build-summary");
    title.getStyleClass().add("summary-title");
    counts.getStyleClass().add("muted");
    getChildren().addAll(icon, title, counts);
    target.phaseProperty().subscribe(this::show);
    target.progressProperty().subscribe(this::show);
    target.nowProperty().subscribe(this::show);
    show();
  }

  private void show() {
    BuildPhase phase = target.phaseProperty().get();
    String name = target.targetProperty().get().name();
    switch (phase) {
      case BuildPhase.NotBuilt _ ->
          show(Feather.CIRCLE, "idle", strings.text("build.summary.notBuilt", name));
      case BuildPhase.Running(_, boolean cancelling) ->
          show(
              Feather.PLAY_CIRCLE,
              "running",
              cancelling
                  ? strings.text("build.summary.cancelling", name)
                  : strings.text("build.summary.running", name, elapsed()));
      case BuildPhase.Ended(BuildOutcome.Succeeded(_, _, _, Duration took)) ->
          show(
              Feather.CHECK_CIRCLE,
              "done",
              strings.text("build.summary.done", name, Durations.format(took)));
      case BuildPhase.Ended(BuildOutcome.Failed(_, Duration took)) ->
          show(
              Feather.X_CIRCLE,
              "failed",
              strings.text("build.summary.failed", name, Durations.format(took)));
      case BuildPhase.Ended(BuildOutcome.Cancelled(Duration took)) ->
          show(
              Feather.SLASH,
              "stopped",
              strings.text("build.summary.cancelled", name, Durations.format(took)));
    }
    counts.setText(phase instanceof BuildPhase.NotBuilt ? "" : counts());
  }

  private void show(Feather glyph, String state, String text) {
    icon.setIconCode(glyph);
    title.setText(text);
    STATES.forEach(
        each -> pseudoClassStateChanged(PseudoClass.getPseudoClass(each), each.equals(state)));
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
    if (!progress.warnings().isEmpty()) {
      parts.add(strings.text("build.summary.warnings", progress.warnings().size()));
    }
    return String.join("  ·  ", parts);
  }
}
