package dev.gantry.ui.control;

import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// Measures and cuts texts that are drawn on a canvas, which cannot do it itself.
final class TextWidth {
  private static final String ELLIPSIS = "…";

  private TextWidth() {}

  static double of(String text, Font font) {
    Text node = new Text(text);
    node.setFont(font);
    return node.getLayoutBounds().getWidth();
  }

  /// The text, or its longest beginning with an ellipsis that is no wider than `width` pixels.
  static String cut(String text, Font font, double width) {
    if (width <= 0) {
      return "";
    }
    if (of(text, font) <= width) {
      return text;
    }
    int fits = 0;
    int tooMany = text.length();
    while (fits + 1 < tooMany) {
      int middle = (fits + tooMany) >>> 1;
      if (of(text.substring(0, middle) + ELLIPSIS, font) <= width) {
        fits = middle;
      } else {
        tooMany = middle;
      }
    }
    return fits == 0 ? "" : text.substring(0, fits).stripTrailing() + ELLIPSIS;
  }
}
