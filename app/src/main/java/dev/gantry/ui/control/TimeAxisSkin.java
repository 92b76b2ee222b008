package dev.gantry.ui.control;

import java.time.Duration;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/// Draws the ticks and their labels.
final class TimeAxisSkin extends CanvasSkin<TimeAxis> {
  /// Least distance between ticks, in pixels; the lanes below use the same, so that their lines
  /// continue the ticks.
  static final double TICK_GAP = 64;

  private static final double HEIGHT = 20;

  TimeAxisSkin(TimeAxis axis) {
    super(axis);
    repaintOn(axis.scaleProperty());
  }

  @Override
  void paint(GraphicsContext graphics, double width, double height) {
    TimeScale scale = getSkinnable().scaleProperty().get();
    graphics.setFont(getSkinnable().font());
    graphics.setTextBaseline(VPos.CENTER);
    graphics.setLineWidth(1);
    for (Duration tick : scale.ticks(width, TICK_GAP)) {
      double x = scale.x(tick, width);
      String label = TimeScale.label(tick);
      graphics.setStroke(getSkinnable().grid());
      graphics.strokeLine(Marks.crisp(x), height - 4, Marks.crisp(x), height);
      graphics.setFill(getSkinnable().muted());
      if (x + TextWidth.of(label, getSkinnable().font()) / 2 > width) {
        graphics.setTextAlign(TextAlignment.RIGHT);
        graphics.fillText(label, width, height / 2 - 2);
      } else if (tick.isZero()) {
        graphics.setTextAlign(TextAlignment.LEFT);
        graphics.fillText(label, 0, height / 2 - 2);
      } else {
        graphics.setTextAlign(TextAlignment.CENTER);
        graphics.fillText(label, x, height / 2 - 2);
      }
    }
  }

  @Override
  protected double computePrefHeight(
      double width, double top, double right, double bottom, double left) {
    return HEIGHT;
  }
}
