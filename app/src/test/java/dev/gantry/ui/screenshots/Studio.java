package dev.gantry.ui.screenshots;

import dev.gantry.ui.FxThread;
import dev.gantry.ui.TestWindow;
import dev.gantry.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Path;
import javafx.scene.image.WritableImage;

/// Opens the window on a [Shot] and takes the picture.
final class Studio {
  private Studio() {}

  static void take(Shot shot, Theme theme, int width, int height, Path file) throws IOException {
    try (TestWindow window = TestWindow.open(shot.ports(), theme, width, height)) {
      shot.drive().accept(window.viewModel());
      FxThread.settle();
      PngFile.write(
          FxThread.call(() -> window.scene().snapshot(new WritableImage(width, height))), file);
    }
  }
}
