package dev.gantry.ui.screenshots;

import dev.gantry.text.Host;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import dev.gantry.ui.FxThread;
import dev.gantry.ui.demo.DemoProject;
import dev.gantry.ui.fx.PlatformTasks;
import dev.gantry.ui.shell.ShellView;
import dev.gantry.ui.shell.ShellViewModel;
import dev.gantry.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Path;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;

/// Opens the window on a [Shot] and takes the picture.
final class Studio {
  private final Strings strings = Strings.load();
  private final ProblemText problems =
      new ProblemText(strings, new Host(Host.Family.DEBIAN, "ada"));

  void take(Shot shot, Theme theme, int width, int height, Path file) throws IOException {
    ShellViewModel viewModel =
        FxThread.call(
            () -> new ShellViewModel(shot.ports(), DemoProject.DIRECTORY, new PlatformTasks()));
    Stage stage = FxThread.call(() -> open(viewModel, theme, width, height));
    FxThread.run(viewModel::start);
    shot.drive().accept(viewModel);
    FxThread.settle();
    WritableImage image =
        FxThread.call(() -> stage.getScene().snapshot(new WritableImage(width, height)));
    PngFile.write(image, file);
    FxThread.run(
        () -> {
          stage.close();
          viewModel.close();
        });
  }

  private Stage open(ShellViewModel viewModel, Theme theme, int width, int height) {
    ShellView view = new ShellView(viewModel, strings, problems, theme);
    Stage stage = new Stage();
    stage.setScene(view.scene());
    stage.setWidth(width);
    stage.setHeight(height);
    stage.show();
    return stage;
  }
}
