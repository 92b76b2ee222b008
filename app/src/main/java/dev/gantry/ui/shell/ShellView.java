package dev.gantry.ui.shell;

import atlantafx.base.controls.ModalPane;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import dev.gantry.ui.build.BuildView;
import dev.gantry.ui.inference.InferenceView;
import dev.gantry.ui.modes.ModesView;
import dev.gantry.ui.theme.Theme;
import dev.gantry.ui.theme.ThemeManager;
import java.util.EnumMap;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// The content of the window.
public final class ShellView {
  private static final double WIDTH = 1280;
  private static final double HEIGHT = 800;

  private final ShellViewModel viewModel;
  private final Strings strings;
  private final ProblemText problems;
  private final StackPane content = new StackPane();
  private final ModalPane modal = new ModalPane();
  private final Map<Pane, Node> panes = new EnumMap<>(Pane.class);
  private final BorderPane frame = new BorderPane();
  private final EngineDialog engineDialog;
  private final Scene scene;
  private final ThemeManager themes;

  public ShellView(ShellViewModel viewModel, Strings strings, ProblemText problems, Theme theme) {
    this.viewModel = viewModel;
    this.strings = strings;
    this.problems = problems;
    scene = new Scene(new StackPane(frame, modal), WIDTH, HEIGHT);
    themes = new ThemeManager(scene, theme);
    // JavaFX's software renderer leaves a ghost of what is moved while it fades in
    modal.setInTransitionFactory(null);
    modal.setOutTransitionFactory(null);
    engineDialog = new EngineDialog(viewModel.engine(), () -> modal.hide(true), strings, problems);
    fill();
    addKeys();
    scene.windowProperty().flatMap(Window::focusedProperty).subscribe(this::focus);
    viewModel.paneProperty().subscribe(this::show);
    viewModel.privateEngine().stateProperty().subscribe(this::show);
  }

  public Scene scene() {
    return scene;
  }

  public ThemeManager themes() {
    return themes;
  }

  private void focus(@Nullable Boolean focused) {
    if (Boolean.TRUE.equals(focused)) {
      viewModel.build().comeBack();
    }
  }

  private void fill() {
    VBox.setVgrow(content, Priority.ALWAYS);
    frame.setTop(new TopBar(viewModel.project(), themes, strings));
    frame.setLeft(new Navigation(viewModel.paneProperty(), strings));
    frame.setCenter(new VBox(new Banners(viewModel, strings, problems), content));
    frame.setBottom(new StatusBar(viewModel, this::showEngine, strings, problems));
  }

  private void show(Pane pane) {
    content.getChildren().setAll(panes.computeIfAbsent(pane, this::create));
  }

  private Parent create(Pane pane) {
    return switch (pane) {
      case BUILD -> new BuildView(viewModel.build(), strings, problems);
      case MODES -> new ModesView(viewModel.modes(), viewModel::buildTarget, strings, problems);
      case INFERENCE ->
          new InferenceView(
              viewModel.inference(),
              () -> viewModel.paneProperty().set(Pane.MODES),
              strings,
              problems);
    };
  }

  private void showEngine() {
    modal.setPersistent(false);
    modal.show(engineDialog);
    engineDialog.focus();
  }

  private void show(PrivateEngineState state) {
    if (state instanceof PrivateEngineState.Confirming(var plan)) {
      PlanDialog dialog = new PlanDialog(plan, viewModel.privateEngine(), strings);
      modal.setPersistent(true);
      modal.show(dialog);
      dialog.focus();
    } else if (modal.isDisplay()) {
      modal.hide(true);
    }
  }

  private void addKeys() {
    for (Shortcut shortcut : Shortcuts.all()) {
      scene.getAccelerators().put(shortcut.combination(), () -> run(shortcut.command()));
    }
  }

  private void run(Shortcut.Command command) {
    if (modal.isDisplay()) {
      return;
    }
    switch (command) {
      case SHOW_BUILD -> viewModel.paneProperty().set(Pane.BUILD);
      case SHOW_MODES -> viewModel.paneProperty().set(Pane.MODES);
      case SHOW_INFERENCE -> viewModel.paneProperty().set(Pane.INFERENCE);
      case BUILD -> viewModel.build().build(false);
      case REBUILD -> viewModel.build().build(true);
      case CANCEL -> viewModel.cancel();
      case RELOAD -> viewModel.project().reload();
      case THEME ->
          themes.themeProperty().set(themes.darkProperty().get() ? Theme.LIGHT : Theme.DARK);
    }
  }
}
