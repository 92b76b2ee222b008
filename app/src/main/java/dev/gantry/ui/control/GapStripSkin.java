package dev.gantry.ui.control;

import java.util.List;
import javafx.scene.canvas.GraphicsContext;

/// Draws the newest pauses that have room, scaled so that the tallest one fills the height.
final class GapStripSkin extends CanvasSkin<GapStrip> {
  private static final double BAR = 2;
  private static final double STEP = 3;
  private static final double HEIGHT = 22;
  private static final double WIDTH = 180;

  GapStripSkin(GapStrip strip) {
    super(strip);
    repaintOn(strip.gapsProperty());
  }

  @Override
  void paint(GraphicsContext graphics, double width, double height) {
    List<Double> all = getSkinnable().gapsProperty().get();
    int shown = Math.min(all.size(), (int) (width / STEP));
    List<Double> gaps = all.subList(all.size() - shown, all.size());
    double tallest = gaps.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    graphics.setFill(getSkinnable().grid());
    graphics.fillRect(0, height - 1, width, 1);
    graphics.setFill(getSkinnable().running());
    for (int i = 0; i < shown; i++) {
      double bar = tallest > 0 ? Math.max(1, gaps.get(i) / tallest * (height - 2)) : 1;
      graphics.fillRect(i * STEP, height - 1 - bar, BAR, bar);
    }
  }

  @Override
  protected double computePrefHeight(
      double width, double top, double right, double bottom, double left) {
    return HEIGHT;
  }

  @Override
  protected double computePrefWidth(
      double height, double top, double right, double bottom, double left) {
    return WIDTH;
  }
}
