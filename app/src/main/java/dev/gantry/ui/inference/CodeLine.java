package dev.gantry.ui.inference;

import dev.gantry.domain.inference.CodeCycle;
import dev.gantry.domain.inference.CodeOutcome;
import dev.gantry.domain.inference.CodeOutcome.CodeError;
import dev.gantry.text.Durations;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.Lamp;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/// What became of the last save, in a service that runs for development; else not there.
final class CodeLine extends HBox {
  private final Strings strings;
  private final Lamp lamp = new Lamp();
  private final Label words = new Label();
  private final Label detail = new Label();

  CodeLine(InferenceViewModel viewModel, Strings strings) {
    super(8);
    this.strings = strings;
    getStyleClass().addAll("lamp-line", "code-line");
    setId("code");
    words.setId("code-words");
    words.getStyleClass().add("strong");
    words.setMinWidth(USE_PREF_SIZE);
    detail.setId("code-detail");
    detail.getStyleClass().addAll("mono", "muted");
    detail.setMinWidth(0);
    getChildren().addAll(lamp, words, detail);
    viewModel.codeProperty().subscribe(this::show);
  }

  private void show(Optional<CodeCycle> cycle) {
    setVisible(cycle.isPresent());
    setManaged(cycle.isPresent());
    cycle.ifPresent(this::show);
  }

  private void show(CodeCycle cycle) {
    String more =
        cycle
            .rebuildNeeded()
            .map(reason -> strings.text("inference.code.alsoRebuild", reason))
            .orElseGet(() -> String.join(" ", cycle.files().stream().map(CodeLine::name).toList()));
    switch (cycle.outcome()) {
      case CodeOutcome.Pending _ ->
          show(Lamp.State.STARTING, strings.text("inference.code.pending"), more);
      case CodeOutcome.Swapped _ -> show(Lamp.State.GOOD, time(cycle), more);
      case CodeOutcome.Unchanged _ ->
          show(Lamp.State.GOOD, strings.text("inference.code.unchanged"), more);
      case CodeOutcome.CompileFailed(List<CodeError> errors) ->
          show(
              Lamp.State.BAD,
              errors.size() == 1
                  ? strings.text("inference.code.compileFailed")
                  : strings.text("inference.code.compileFailedMore", errors.size()),
              error(errors.getFirst()));
      case CodeOutcome.LoadFailed(String reason) ->
          show(Lamp.State.BAD, strings.text("inference.code.loadFailed"), reason);
      case CodeOutcome.Restarting _ when cycle.times().served().isPresent() ->
          show(Lamp.State.GOOD, time(cycle), more);
      case CodeOutcome.Restarting(String reason) ->
          show(Lamp.State.STARTING, strings.text("inference.code.restarting"), reason);
      case CodeOutcome.RebuildNeeded(String reason) ->
          show(Lamp.State.BAD, strings.text("inference.code.rebuildNeeded"), reason);
    }
  }

  private String time(CodeCycle cycle) {
    return cycle
        .times()
        .served()
        .map(served -> strings.text("inference.code.served", Durations.format(served)))
        .or(
            () ->
                cycle
                    .times()
                    .swapped()
                    .map(
                        swapped ->
                            strings.text("inference.code.swapped", Durations.format(swapped))))
        .orElse(strings.text("inference.code.swappedHint"));
  }

  /// The compiler says what is wrong in its first line, and more about it in the others.
  private String error(CodeError error) {
    return strings.text(
        "inference.code.error", error.place(), error.message().lines().findFirst().orElse(""));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private void show(Lamp.State state, String text, String more) {
    lamp.stateProperty().set(state);
    words.setText(text);
    detail.setText(more);
    detail.setTooltip(more.isEmpty() ? null : new Tooltip(more));
  }
}
