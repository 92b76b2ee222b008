package dev.gantry.ui.shell;

import dev.gantry.domain.engine.EngineStatus;
import dev.gantry.domain.engine.PrivateEngine;
import dev.gantry.domain.problem.Problem;
import dev.gantry.text.PhaseText;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.ProblemAction;
import dev.gantry.ui.control.ProblemCard;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What concerns every pane, above all of them: the engine cannot be used, the project cannot be
/// read, a private engine is being set up.
final class Banners extends VBox {
  private final ShellViewModel shell;
  private final Strings strings;
  private final ProblemText problems;

  Banners(ShellViewModel shell, Strings strings, ProblemText problems) {
    this.shell = shell;
    this.strings = strings;
    this.problems = problems;
    getStyleClass().add("banner-area");
    shell.engine().statusProperty().subscribe(this::show);
    shell.privateEngine().stateProperty().subscribe(this::show);
    shell.project().stateProperty().subscribe(this::show);
    show();
  }

  private void show() {
    List<Node> cards = new ArrayList<>();
    switch (shell.privateEngine().stateProperty().get()) {
      case PrivateEngineState.Working(var progress) -> cards.add(working(progress));
      case PrivateEngineState.Failed(var problem) ->
          cards.add(
              card(
                  problem,
                  List.of(
                      new ProblemAction(
                          strings.text("shell.privateEngine.tryAgain"), shell.privateEngine()::ask),
                      new ProblemAction(
                          strings.text("shell.privateEngine.dismiss"),
                          shell.privateEngine()::dismiss))));
      case PrivateEngineState.Nothing _,
          PrivateEngineState.Unsupported _,
          PrivateEngineState.Offered _,
          PrivateEngineState.Planning _,
          PrivateEngineState.Confirming _ ->
          addEngine(cards);
    }
    addProject(cards);
    getChildren().setAll(cards);
    setVisible(!cards.isEmpty());
    setManaged(!cards.isEmpty());
  }

  private void addEngine(List<Node> cards) {
    if (shell.engine().statusProperty().get() instanceof EngineStatus.Unreachable(var problem)) {
      List<ProblemAction> actions = new ArrayList<>();
      if (shell.privateEngine().stateProperty().get() instanceof PrivateEngineState.Offered) {
        actions.add(
            new ProblemAction(
                strings.text("shell.privateEngine.offer"), shell.privateEngine()::ask));
      }
      actions.add(
          new ProblemAction(strings.text("shell.engine.lookAgain"), shell.engine()::checkNow));
      cards.add(card(problem, actions));
    }
  }

  private void addProject(List<Node> cards) {
    List<Problem> found =
        switch (shell.project().stateProperty().get()) {
          case ProjectState.Loading _ -> List.of();
          case ProjectState.Unreadable(var problem) -> List.of(problem);
          case ProjectState.Open(_, _, var some) -> some;
        };
    ProblemAction again =
        new ProblemAction(strings.text("shell.project.reload"), shell.project()::reload);
    found.stream()
        .filter(problem -> !(problem instanceof Problem.ComposeToolMissing && engineOnOffer()))
        .forEach(problem -> cards.add(card(problem, List.of(again))));
  }

  /// The private engine brings the compose tool with it.
  private boolean engineOnOffer() {
    return switch (shell.privateEngine().stateProperty().get()) {
      case PrivateEngineState.Nothing _,
          PrivateEngineState.Unsupported _,
          PrivateEngineState.Failed _ ->
          false;
      case PrivateEngineState.Offered _,
          PrivateEngineState.Planning _,
          PrivateEngineState.Confirming _,
          PrivateEngineState.Working _ ->
          true;
    };
  }

  private ProblemCard card(Problem problem, List<ProblemAction> actions) {
    return new ProblemCard(problem, problems, strings, false, actions);
  }

  private Node working(PrivateEngine.Progress progress) {
    Label title = new Label(PhaseText.of(progress.phase(), strings));
    title.getStyleClass().add("card-title");
    Label detail = new Label(progress.detail());
    detail.getStyleClass().addAll("mono", "muted");
    ProgressBar bar = new ProgressBar(progress.fraction() < 0 ? -1 : progress.fraction());
    bar.setAccessibleText(title.getText());
    bar.setMaxWidth(Double.MAX_VALUE);
    Button cancel = new Button(strings.text("shell.privateEngine.cancel"));
    cancel.setOnAction(_ -> shell.privateEngine().cancel());
    VBox text = new VBox(6, title, detail, bar);
    HBox.setHgrow(text, Priority.ALWAYS);
    HBox card = new HBox(12, text, cancel);
    card.getStyleClass().addAll("card", "working");
    return card;
  }
}
