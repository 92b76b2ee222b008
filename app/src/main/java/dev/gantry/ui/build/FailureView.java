package dev.gantry.ui.build;

import dev.gantry.domain.problem.Problem;
import dev.gantry.domain.problem.SourcePlace;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.ProblemCard;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Why a build failed: the problem in words, the lines of the Dockerfile with the one at fault
/// marked, and the last lines of the step.
final class FailureView extends VBox {
  private final Strings strings;

  FailureView(Problem problem, ProblemText problems, Strings strings) {
    super(10);
    this.strings = strings;
    getStyleClass().add("failure");
    boolean detailed =
        problem instanceof Problem.StepFailed || problem instanceof Problem.DockerfileInvalid;
    getChildren().add(new ProblemCard(problem, problems, strings, !detailed, List.of()));
    switch (problem) {
      case Problem.StepFailed failed -> {
        addExcerpt(failed.file(), failed.excerpt(), failed.line());
        addTail(failed.logTail());
      }
      case Problem.DockerfileInvalid invalid ->
          addExcerpt(invalid.file(), invalid.excerpt(), invalid.line());
      case Problem.OutOfMemory full -> {
        addExcerpt(full.at());
        addTail(full.logTail());
      }
      case Problem.InstructionProblem it -> addExcerpt(it.at());
      case Problem.EngineProblem _,
          Problem.ProjectProblem _,
          Problem.BuildProblem _,
          Problem.ModeProblem _,
          Problem.ServiceProblem _,
          Problem.OwnProblem _ -> {}
    }
  }

  private void addExcerpt(SourcePlace place) {
    addExcerpt(place.file(), place.excerpt(), place.line());
  }

  private void addExcerpt(String file, String excerpt, Optional<Integer> line) {
    if (excerpt.isBlank()) {
      return;
    }
    VBox lines = new VBox();
    lines.getStyleClass().add("excerpt");
    excerpt
        .lines()
        .forEach(
            text -> {
              Label label = new Label(text);
              label.getStyleClass().add("excerpt-line");
              if (Excerpts.isMarked(text, line)) {
                label.getStyleClass().add("marked");
                label.setMaxWidth(Double.MAX_VALUE);
              }
              lines.getChildren().add(label);
            });
    getChildren().addAll(title(strings.text("build.failure.excerpt", file)), lines);
  }

  private void addTail(List<String> tail) {
    if (tail.isEmpty()) {
      return;
    }
    Label text = new Label(String.join("\n", tail));
    text.getStyleClass().add("excerpt");
    text.setMaxWidth(Double.MAX_VALUE);
    getChildren().addAll(title(strings.text("build.failure.tail")), text);
  }

  private static Label title(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("section-title");
    return label;
  }
}
