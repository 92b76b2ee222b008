package dev.gantry.ui.build;

import dev.gantry.domain.build.BuildEvent.Warning;
import dev.gantry.domain.build.BuildResult;
import dev.gantry.domain.build.BuildResult.RuleFindings;
import dev.gantry.domain.forecast.MissedStep;
import dev.gantry.text.CauseText;
import dev.gantry.text.Durations;
import dev.gantry.text.Sizes;
import dev.gantry.text.Strings;
import java.time.Duration;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// What a build has come to: its figures, why steps ran, and what the checks found.
final class ResultPane extends ScrollPane {
  private final Strings strings;
  private final CauseText causes;
  private final VBox content = new VBox(10);

  ResultPane(TargetViewModel target, Strings strings) {
    this.strings = strings;
    this.causes = new CauseText(strings);
    setFitToWidth(true);
    getStyleClass().add("failure-scroll");
    content.getStyleClass().add("result");
    setContent(content);
    target
        .resultProperty()
        .subscribe(
            result -> result.ifPresent(it -> show(it, target.reviewProperty().get().missed())));
    target
        .reviewProperty()
        .subscribe(
            review -> target.resultProperty().get().ifPresent(it -> show(it, review.missed())));
  }

  private void show(BuildResult result, List<MissedStep> missed) {
    content.getChildren().setAll(tiles(result));
    if (!missed.isEmpty()) {
      FactTable table = new FactTable();
      for (MissedStep step : missed) {
        table.row(Durations.format(step.took()), oneLine(step.name()), causes.of(step.cause()));
      }
      content.getChildren().addAll(title(strings.text("build.result.why")), table);
    }
    FactTable findings = new FactTable();
    result.findings().forEach(rule -> add(findings, rule));
    content.getChildren().add(title(verdict(result)));
    if (!result.findings().isEmpty()) {
      content.getChildren().add(findings);
    }
  }

  private HBox tiles(BuildResult result) {
    HBox tiles =
        new HBox(
            28,
            tile(
                strings.text("build.result.percent", Math.round(100 * result.cachedShare())),
                strings.text("build.result.cached"),
                strings.text(
                    "build.result.cachedHint", result.steps().cached(), result.steps().total())),
            tile(
                time(result.saved()),
                strings.text("build.result.saved"),
                strings.text("build.result.savedHint")),
            tile(
                time(result.criticalPath().length()),
                strings.text("build.result.path"),
                strings.text("build.result.pathHint")),
            tile(
                Sizes.format(result.sentBytes()),
                strings.text("build.result.sent"),
                strings.text("build.result.sentHint")));
    result
        .requestedFiles()
        .ifPresent(
            count ->
                tiles
                    .getChildren()
                    .add(
                        tile(
                            String.valueOf(count),
                            strings.text("build.result.files"),
                            strings.text("build.result.filesHint"))));
    tiles.getStyleClass().add("speed-tiles");
    return tiles;
  }

  private String time(Duration duration) {
    return duration.isZero() ? strings.text("build.layers.noTime") : Durations.format(duration);
  }

  private static VBox tile(String value, String name, String hint) {
    Label figure = new Label(value);
    figure.getStyleClass().add("tile-value");
    figure.setMinWidth(USE_PREF_SIZE);
    Label caption = new Label(name);
    caption.getStyleClass().add("caption");
    caption.setMinWidth(USE_PREF_SIZE);
    VBox tile = new VBox(figure, caption);
    tile.getStyleClass().add("tile");
    Tooltip.install(tile, new Tooltip(hint));
    return tile;
  }

  private String verdict(BuildResult result) {
    int count = result.findings().stream().mapToInt(rule -> rule.warnings().size()).sum();
    return strings.text("build.result.checks", count);
  }

  private void add(FactTable table, RuleFindings rule) {
    for (Warning warning : rule.warnings()) {
      String line =
          warning.lines().map(lines -> strings.text("build.result.line", lines.first())).orElse("");
      table.row(line, oneLine(warning.message()), rule.url());
    }
  }

  private static String oneLine(String name) {
    return name.replaceAll("\\s+", " ").strip();
  }

  private static Label title(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("section-title");
    return label;
  }
}
