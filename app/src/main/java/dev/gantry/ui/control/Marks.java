package dev.gantry.ui.control;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/// Shapes that the charts share.
final class Marks {
  private static final double HATCH_GAP = 5;

  private Marks() {}

  /// Moves a coordinate to the middle of its pixel, so that a line of width 1 is sharp.
  static double crisp(double coordinate) {
    return Math.floor(coordinate) + 0.5;
  }

  /// A bar with slightly rounded ends, at least 2 pixels wide so that short work stays visible.
  static void bar(
      GraphicsContext graphics, Color fill, double x, double y, double width, double height) {
    double visible = Math.max(2, width);
    double arc = Math.min(visible, 4);
    graphics.setFill(fill);
    graphics.fillRoundRect(x, y, visible, height, arc, arc);
  }

  /// The outline of a bar.
  static void outline(
      GraphicsContext graphics, Color stroke, double x, double y, double width, double height) {
    graphics.setStroke(stroke);
    graphics.setLineWidth(1);
    graphics.strokeRoundRect(crisp(x), crisp(y), Math.max(2, width) - 1, height - 1, 4, 4);
  }

  /// Diagonal lines over a bar: the mark of failed and cached work for those who do not see its
  /// colour.
  static void hatch(
      GraphicsContext graphics, Color stroke, double x, double y, double width, double height) {
    graphics.save();
    graphics.beginPath();
    graphics.rect(x, y, Math.max(2, width), height);
    graphics.clip();
    graphics.setStroke(stroke);
    graphics.setLineWidth(1.2);
    for (double offset = -height; offset < width; offset += HATCH_GAP) {
      graphics.strokeLine(x + offset, y + height, x + offset + height, y);
    }
    graphics.restore();
  }

  /// A diamond around a point: a step that took no time because its result was in the cache.
  static void diamond(GraphicsContext graphics, Color stroke, double x, double y, double radius) {
    graphics.setStroke(stroke);
    graphics.setLineWidth(1.5);
    graphics.strokePolygon(
        new double[] {x - radius, x, x + radius, x},
        new double[] {y, y - radius, y, y + radius},
        4);
  }
}
