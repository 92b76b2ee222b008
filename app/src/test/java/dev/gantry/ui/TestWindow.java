package dev.gantry.ui;

import dev.gantry.text.Host;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import dev.gantry.ui.demo.DemoProject;
import dev.gantry.ui.fx.PlatformTasks;
import dev.gantry.ui.shell.Ports;
import dev.gantry.ui.shell.ShellView;
import dev.gantry.ui.shell.ShellViewModel;
import dev.gantry.ui.theme.Theme;
import javafx.scene.Scene;
import javafx.stage.Stage;

/// The real window on fakes, for tests and pictures.
public final class TestWindow implements AutoCloseable {
  private final ShellViewModel viewModel;
  private final Stage stage;

  private TestWindow(ShellViewModel viewModel, Stage stage) {
    this.viewModel = viewModel;
    this.stage = stage;
  }

  /// Opens the window and begins to look at engine and project; starts JavaFX where needed.
  public static TestWindow open(Ports ports, Theme theme, int width, int height) {
    FxThread.startToolkit();
    return FxThread.call(
        () -> {
          ShellViewModel viewModel =
              new ShellViewModel(ports, DemoProject.DIRECTORY, new PlatformTasks());
          Strings strings = Strings.load();
          ProblemText problems = new ProblemText(strings, new Host(Host.Family.DEBIAN, "ada"));
          Stage stage = new Stage();
          stage.setScene(new ShellView(viewModel, strings, problems, theme).scene());
          stage.setWidth(width);
          stage.setHeight(height);
          stage.show();
          viewModel.start();
          return new TestWindow(viewModel, stage);
        });
  }

  public ShellViewModel viewModel() {
    return viewModel;
  }

  public Scene scene() {
    return stage.getScene();
  }

  @Override
  public void close() {
    FxThread.run(
        () -> {
          stage.close();
          viewModel.close();
        });
  }
}
