package dev.gantry.ui.control;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.TextAlignment;

/// Draws the scale, the lines and the marked moment.
final class TrendChartSkin extends CanvasSkin<TrendChart> {
  private static final double HEIGHT = 56;
  private static final double SECONDS_BETWEEN_LINES = 30;
  private static final double MAIN_WIDTH = 1.75;
  private static final double FILL_OPACITY = 0.16;

  /// So that a line at the very top or bottom is drawn in its whole width.
  private static final double INSET = 1;

  TrendChartSkin(TrendChart chart) {
    super(chart);
    repaintOn(chart.trendProperty());
    repaintOn(chart.markProperty());
  }

  @Override
  void paint(GraphicsContext graphics, double width, double height) {
    Trend trend = getSkinnable().trendProperty().get();
    Plot plot = new Plot(trend.seconds(), trend.top(), width, height);
    paintGrid(graphics, plot);
    graphics.setLineCap(StrokeLineCap.ROUND);
    graphics.setLineJoin(StrokeLineJoin.ROUND);
    // the main line comes first, and so would lie under the others
    trend.lines().reversed().forEach(line -> paint(graphics, line, plot));
    graphics.setLineDashes();
    paintScale(graphics, plot);
    getSkinnable().markProperty().get().ifPresent(mark -> paintMark(graphics, mark, plot));
  }

  private void paintGrid(GraphicsContext graphics, Plot plot) {
    graphics.setStroke(getSkinnable().grid());
    graphics.setLineWidth(1);
    for (double ago = SECONDS_BETWEEN_LINES; ago < plot.seconds; ago += SECONDS_BETWEEN_LINES) {
      double x = Marks.crisp(plot.x(ago));
      graphics.strokeLine(x, 0, x, plot.height);
    }
    double bottom = plot.height - 0.5;
    graphics.strokeLine(0, bottom, plot.width, bottom);
    graphics.strokeLine(0, 0.5, plot.width, 0.5);
  }

  private void paintScale(GraphicsContext graphics, Plot plot) {
    if (plot.top > 0) {
      graphics.setFont(getSkinnable().font());
      graphics.setFill(getSkinnable().muted());
      graphics.setTextBaseline(VPos.TOP);
      graphics.setTextAlign(TextAlignment.LEFT);
      graphics.fillText(getSkinnable().words(plot.top), 2, 3);
    }
  }

  private void paint(GraphicsContext graphics, Trend.Line line, Plot plot) {
    List<Trend.Point> points = line.points();
    int from = 0;
    for (int i = 1; i <= points.size(); i++) {
      if (i == points.size() || apart(points.get(i - 1), points.get(i))) {
        paint(graphics, line.stroke(), points.subList(from, i), plot);
        from = i;
      }
    }
  }

  private static boolean apart(Trend.Point before, Trend.Point after) {
    return before.secondsAgo() - after.secondsAgo() > Trend.MOST_SECONDS_BETWEEN;
  }

  private void paint(
      GraphicsContext graphics, Trend.Stroke stroke, List<Trend.Point> points, Plot plot) {
    double[] x = points.stream().mapToDouble(point -> plot.x(point.secondsAgo())).toArray();
    double[] y = points.stream().mapToDouble(point -> plot.y(point.value())).toArray();
    TrendChart chart = getSkinnable();
    switch (stroke) {
      case MAIN -> {
        fill(graphics, chart.running(), x, y, plot.height);
        graphics.setStroke(chart.running());
        graphics.setLineWidth(MAIN_WIDTH);
        graphics.setLineDashes();
      }
      case SECOND -> {
        graphics.setStroke(chart.ink());
        graphics.setLineWidth(1);
        graphics.setLineDashes();
      }
      case THIRD -> {
        graphics.setStroke(chart.muted());
        graphics.setLineWidth(1);
        graphics.setLineDashes(1, 3);
      }
    }
    graphics.strokePolyline(x, y, x.length);
  }

  private static void fill(
      GraphicsContext graphics, Color color, double[] x, double[] y, double bottom) {
    graphics.setFill(color.deriveColor(0, 1, 1, FILL_OPACITY));
    graphics.beginPath();
    graphics.moveTo(x[0], bottom);
    for (int i = 0; i < x.length; i++) {
      graphics.lineTo(x[i], y[i]);
    }
    graphics.lineTo(x[x.length - 1], bottom);
    graphics.closePath();
    graphics.fill();
  }

  private void paintMark(GraphicsContext graphics, double secondsAgo, Plot plot) {
    double x = Marks.crisp(plot.x(secondsAgo));
    graphics.setStroke(getSkinnable().muted());
    graphics.setLineWidth(1);
    graphics.strokeLine(x, 0, x, plot.height);
  }

  /// Where things are on the canvas.
  private record Plot(double seconds, double top, double width, double height) {
    double x(double secondsAgo) {
      return width * (1 - secondsAgo / seconds);
    }

    double y(double value) {
      double part = top > 0 ? value / top : 0;
      return height - INSET - part * (height - 2 * INSET);
    }
  }

  @Override
  protected double computeMinHeight(
      double width, double top, double right, double bottom, double left) {
    return HEIGHT / 2;
  }

  @Override
  protected double computePrefHeight(
      double width, double top, double right, double bottom, double left) {
    return HEIGHT;
  }
}
