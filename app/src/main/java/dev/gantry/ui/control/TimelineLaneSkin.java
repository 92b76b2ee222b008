package dev.gantry.ui.control;

import java.time.Duration;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/// Draws the lines of the scale and the bar.
final class TimelineLaneSkin extends CanvasSkin<TimelineLane> {
  private static final double BAR_HEIGHT = 12;
  private static final double CRITICAL_LINE = 2;

  TimelineLaneSkin(TimelineLane lane) {
    super(lane);
    repaintOn(lane.scaleProperty());
    repaintOn(lane.barProperty());
  }

  @Override
  void paint(GraphicsContext graphics, double width, double height) {
    TimelineLane lane = getSkinnable();
    TimeScale scale = lane.scaleProperty().get();
    graphics.setStroke(lane.grid());
    graphics.setLineWidth(1);
    for (Duration tick : scale.ticks(width, TimeAxisSkin.TICK_GAP)) {
      double x = Marks.crisp(scale.x(tick, width));
      graphics.strokeLine(x, 0, x, height);
    }
    lane.barProperty().get().ifPresent(bar -> paint(graphics, bar, scale, width, height));
  }

  private void paint(
      GraphicsContext graphics,
      TimelineLane.Bar bar,
      TimeScale scale,
      double width,
      double height) {
    TimelineLane lane = getSkinnable();
    double x = scale.x(bar.from(), width);
    double length = Math.min(width, scale.x(bar.to(), width)) - x;
    double y = Math.round((height - BAR_HEIGHT) / 2);
    switch (bar.kind()) {
      case RUNNING -> {
        Marks.bar(graphics, faded(lane.running()), x, y, length, BAR_HEIGHT);
        Marks.bar(graphics, lane.running(), x + Math.max(0, length - 3), y, 3, BAR_HEIGHT);
      }
      case DONE -> Marks.bar(graphics, lane.done(), x, y, length, BAR_HEIGHT);
      case CACHED ->
          Marks.diamond(graphics, lane.cached(), Math.clamp(x, 5, width - 5), height / 2, 4);
      case FAILED -> {
        Marks.bar(graphics, faded(lane.failed()), x, y, length, BAR_HEIGHT);
        Marks.hatch(graphics, lane.failed(), x, y, length, BAR_HEIGHT);
        Marks.outline(graphics, lane.failed(), x, y, length, BAR_HEIGHT);
      }
      case CANCELLED -> Marks.outline(graphics, lane.muted(), x, y, length, BAR_HEIGHT);
    }
    if (bar.critical()) {
      graphics.setFill(lane.ink());
      graphics.fillRect(x, y + BAR_HEIGHT + 2, Math.max(2, length), CRITICAL_LINE);
    }
  }

  private static Color faded(Color color) {
    return color.deriveColor(0, 1, 1, 0.45);
  }

  @Override
  protected double computePrefHeight(
      double width, double top, double right, double bottom, double left) {
    return BAR_HEIGHT + 2 * (CRITICAL_LINE + 2);
  }
}
