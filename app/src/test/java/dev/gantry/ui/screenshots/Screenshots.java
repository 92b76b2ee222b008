package dev.gantry.ui.screenshots;

import dev.gantry.ui.FxThread;
import dev.gantry.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.application.Platform;

/// Writes a picture of every pane in every state, in both themes and two sizes of the window.
///
/// Arguments: the directory to write to, and optionally the beginning of the names to take.
public final class Screenshots {
  private record Size(int width, int height) {}

  private static final List<Size> SIZES = List.of(new Size(1280, 800), new Size(1000, 700));

  private Screenshots() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    String prefix = arguments.length > 1 ? arguments[1] : "";
    FxThread.startToolkit();
    try {
      takeAll(directory, prefix);
    } finally {
      Platform.exit();
    }
  }

  private static void takeAll(Path directory, String prefix) throws IOException {
    for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
      for (Size size : SIZES) {
        for (Shot shot : Shots.all()) {
          if (shot.name().startsWith(prefix)) {
            String name =
                "%s-%s-%d.png"
                    .formatted(shot.name(), theme.name().toLowerCase(Locale.ROOT), size.width());
            Studio.take(shot, theme, size.width(), size.height(), directory.resolve(name));
          }
        }
      }
    }
  }
}
