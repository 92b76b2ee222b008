package dev.gantry.ui.inference;

import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.ServiceHealth;
import dev.gantry.domain.problem.Problem;
import dev.gantry.text.Explanation;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.Lamp;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/// How the service is: lamp, words, address.
final class HealthLine extends HBox {
  private final Strings strings;
  private final ProblemText problems;
  private final Lamp lamp = new Lamp();
  private final Label words = new Label();
  private final Label address = new Label();

  HealthLine(InferenceViewModel viewModel, Strings strings, ProblemText problems) {
    super(8);
    this.strings = strings;
    this.problems = problems;
    getStyleClass().add("lamp-line");
    setId("health");
    words.setId("health-words");
    words.getStyleClass().add("strong");
    words.setMinWidth(USE_PREF_SIZE);
    address.getStyleClass().addAll("mono", "muted");
    address.setMinWidth(0);
    getChildren().addAll(lamp, words, address);
    viewModel.healthProperty().subscribe(this::showHealth);
    viewModel.endpointProperty().subscribe(this::showAddress);
  }

  private void showHealth(ServiceHealth health) {
    switch (health) {
      case ServiceHealth.Unknown _ ->
          show(Lamp.State.OFF, strings.text("inference.health.unknown"));
      case ServiceHealth.Unreachable(Problem.ServiceUnreachable _) ->
          show(Lamp.State.OFF, strings.text("inference.health.unreachable"));
      case ServiceHealth.Unreachable(var problem) -> {
        show(Lamp.State.BAD, strings.text("inference.health.trouble"));
        words.setTooltip(new Tooltip(reason(problems.explain(problem))));
      }
      case ServiceHealth.NotServing _ ->
          show(Lamp.State.STARTING, strings.text("inference.health.notServing"));
      case ServiceHealth.Serving _ ->
          show(Lamp.State.GOOD, strings.text("inference.health.serving"));
      case ServiceHealth.Answering _ ->
          show(Lamp.State.GOOD, strings.text("inference.health.answering"));
    }
  }

  private void show(Lamp.State state, String text) {
    lamp.stateProperty().set(state);
    words.setText(text);
    words.setTooltip(null);
  }

  private static String reason(Explanation explanation) {
    return Stream.of(explanation.title(), explanation.place(), explanation.cause())
        .filter(part -> !part.isBlank())
        .collect(Collectors.joining("\n"));
  }

  private void showAddress(Optional<ServiceEndpoint> endpoint) {
    address.setText(endpoint.map(ServiceEndpoint::address).orElse(""));
  }
}
