package dev.gantry;

import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import dev.gantry.ui.fx.PlatformTasks;
import dev.gantry.ui.shell.Ports;
import dev.gantry.ui.shell.ShellView;
import dev.gantry.ui.shell.ShellViewModel;
import dev.gantry.ui.theme.Theme;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.stage.Stage;

/// The dashboard: starts JavaFX and shows the window on a project.
public final class GantryApp {
  private static final double MIN_WIDTH = 900;
  private static final double MIN_HEIGHT = 600;

  private final Ports ports;
  private final Path directory;
  private final Strings strings;
  private final ProblemText problems;

  /// @param directory the project to open
  public GantryApp(Ports ports, Path directory, Strings strings, ProblemText problems) {
    this.ports = ports;
    this.directory = directory;
    this.strings = strings;
    this.problems = problems;
  }

  /// Shows the window and returns when the user has closed it. Starts JavaFX, which a process can
  /// do once only.
  public void run() throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    Platform.startup(() -> show(new Stage(), closed::countDown));
    closed.await();
  }

  /// Shows the window on a stage; on the JavaFX thread only.
  ///
  /// @param onClosed called when the window has been closed and everything under way given up
  void show(Stage stage, Runnable onClosed) {
    ShellViewModel viewModel = new ShellViewModel(ports, directory, new PlatformTasks());
    ShellView view = new ShellView(viewModel, strings, problems, Theme.SYSTEM);
    stage.setTitle(strings.text("shell.window.title", directory.getFileName()));
    stage.setScene(view.scene());
    stage.setMinWidth(MIN_WIDTH);
    stage.setMinHeight(MIN_HEIGHT);
    stage.setOnHidden(
        _ -> {
          view.themes().close();
          viewModel.close();
          onClosed.run();
        });
    stage.show();
    viewModel.start();
  }
}
