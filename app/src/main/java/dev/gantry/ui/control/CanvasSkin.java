package dev.gantry.ui.control;

import javafx.beans.value.ObservableValue;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.SkinBase;

/// Skin with one canvas that fills the control. A change asks for a layout, and the layout paints,
/// so any number of changes within a pulse is painted once.
abstract class CanvasSkin<C extends ChartControl> extends SkinBase<C> {
  private final Canvas canvas = new Canvas();

  CanvasSkin(C control) {
    super(control);
    getChildren().add(canvas);
    control.styles().forEach(style -> repaintOn((ObservableValue<?>) style));
    repaintOn(control.focusedProperty());
  }

  /// Paints anew whenever the value changes.
  final void repaintOn(ObservableValue<?> value) {
    registerChangeListener(value, _ -> repaint());
  }

  final void repaint() {
    getSkinnable().requestLayout();
  }

  /// Draws the control; the canvas is clear.
  abstract void paint(GraphicsContext graphics, double width, double height);

  /// Width of the canvas; less than that of the control where there is a scroll bar.
  double canvasWidth(double controlWidth) {
    return controlWidth;
  }

  @Override
  protected void layoutChildren(double x, double y, double width, double height) {
    double canvasWidth = Math.max(0, canvasWidth(width));
    canvas.setWidth(canvasWidth);
    canvas.setHeight(height);
    canvas.relocate(x, y);
    GraphicsContext graphics = canvas.getGraphicsContext2D();
    graphics.clearRect(0, 0, canvasWidth, height);
    paint(graphics, canvasWidth, height);
  }

  final Canvas canvas() {
    return canvas;
  }
}
