package dev.gantry.ui.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import javafx.scene.text.Font;

/// The fonts that come with the app.
final class Fonts {
  private static final List<String> FILES =
      List.of("Inter-Regular.otf", "Inter-SemiBold.otf", "JetBrainsMono-Regular.ttf");
  private static final double ANY_SIZE = 13;

  private Fonts() {}

  /// Makes the fonts known to JavaFX by their family names. May be called several times.
  static void load() {
    for (String file : FILES) {
      try (InputStream stream =
          Objects.requireNonNull(Fonts.class.getResourceAsStream("fonts/" + file))) {
        Font.loadFont(stream, ANY_SIZE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
