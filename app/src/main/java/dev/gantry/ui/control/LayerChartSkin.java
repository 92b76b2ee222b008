package dev.gantry.ui.control;

import dev.gantry.ui.control.LayerChart.Row;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.geometry.Orientation;
import javafx.geometry.Point2D;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.util.Duration;

/// Lays the chart out, scrolls it and answers to mouse and keys; the painting is in
/// [LayerChartPainter].
final class LayerChartSkin extends CanvasSkin<LayerChart> {
  private static final double TOOLTIP_GAP = 2;

  private final ScrollBar scrollBar = new ScrollBar();
  private final Tooltip tooltip = new Tooltip();
  private final PauseTransition delay = new PauseTransition(Duration.millis(300));
  private final LayerChartPainter painter;
  private int hovered = LayerChart.NONE;

  LayerChartSkin(LayerChart chart) {
    super(chart);
    painter = new LayerChartPainter(chart);
    scrollBar.setOrientation(Orientation.VERTICAL);
    scrollBar.setFocusTraversable(false);
    scrollBar.setUnitIncrement(LayerChartPainter.ROW_HEIGHT);
    tooltip.getStyleClass().add("layer-tooltip");
    delay.setOnFinished(_ -> showTooltip(hovered));
    tooltip.setWrapText(true);
    tooltip.setMaxWidth(640);
    getChildren().add(scrollBar);
    repaintOn(chart.contentProperty());
    repaintOn(chart.selectedProperty());
    repaintOn(scrollBar.valueProperty());
  }

  @Override
  public void install() {
    super.install();
    LayerChart chart = getSkinnable();
    chart.setOnMouseMoved(this::hover);
    chart.setOnMouseExited(_ -> hover(LayerChart.NONE));
    chart.setOnMousePressed(this::press);
    chart.setOnKeyPressed(this::key);
    chart.setOnScroll(this::scroll);
  }

  @Override
  public void dispose() {
    delay.stop();
    tooltip.hide();
    LayerChart chart = getSkinnable();
    if (chart != null) {
      chart.setOnMouseMoved(null);
      chart.setOnMouseExited(null);
      chart.setOnMousePressed(null);
      chart.setOnKeyPressed(null);
      chart.setOnScroll(null);
    }
    super.dispose();
  }

  @Override
  double canvasWidth(double controlWidth) {
    return controlWidth - (scrollBar.isVisible() ? scrollBar.prefWidth(-1) : 0);
  }

  @Override
  protected void layoutChildren(double x, double y, double width, double height) {
    double room = LayerChartPainter.roomForRows(height);
    double needed = LayerChartPainter.ROW_HEIGHT * rows().size();
    scrollBar.setVisible(needed > room);
    scrollBar.setMax(Math.max(0, needed - room));
    scrollBar.setVisibleAmount(needed > room ? scrollBar.getMax() * room / needed : 0);
    scrollBar.setBlockIncrement(room);
    scrollBar.setValue(Math.clamp(scrollBar.getValue(), 0, scrollBar.getMax()));
    double bar = scrollBar.prefWidth(-1);
    scrollBar.resizeRelocate(
        x + width - bar, y + LayerChartPainter.HEADER_HEIGHT, bar, Math.max(0, room));
    super.layoutChildren(x, y, width, height);
  }

  @Override
  void paint(GraphicsContext graphics, double width, double height) {
    painter.paint(graphics, width, height, scrollBar.getValue(), hovered);
  }

  private List<Row> rows() {
    return getSkinnable().contentProperty().get().rows();
  }

  private int rowAt(MouseEvent event) {
    double y = event.getY() - snappedTopInset() - LayerChartPainter.HEADER_HEIGHT;
    double room = LayerChartPainter.roomForRows(canvas().getHeight());
    if (y < 0 || y >= room || event.getX() > canvas().getWidth() + snappedLeftInset()) {
      return LayerChart.NONE;
    }
    int index = (int) ((y + scrollBar.getValue()) / LayerChartPainter.ROW_HEIGHT);
    return index < rows().size() ? index : LayerChart.NONE;
  }

  private void hover(MouseEvent event) {
    hover(rowAt(event));
  }

  private void hover(int row) {
    if (row == hovered) {
      return;
    }
    hovered = row;
    tooltip.hide();
    if (row == LayerChart.NONE) {
      delay.stop();
    } else {
      delay.playFromStart();
    }
    repaint();
  }

  /// Shows everything about a row just below it.
  private void showTooltip(int row) {
    LayerChart chart = getSkinnable();
    if (row < 0 || row >= rows().size() || chart.getScene() == null) {
      return;
    }
    tooltip.setText(rows().get(row).tooltip());
    double y =
        LayerChartPainter.HEADER_HEIGHT
            + (row + 1) * LayerChartPainter.ROW_HEIGHT
            - scrollBar.getValue();
    Point2D below = chart.localToScreen(LayerChartPainter.TEXT_START, y + TOOLTIP_GAP);
    if (below != null) {
      tooltip.show(chart, below.getX(), below.getY());
    }
  }

  private void press(MouseEvent event) {
    getSkinnable().requestFocus();
    select(rowAt(event));
  }

  private void key(KeyEvent event) {
    tooltip.hide();
    if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
      showTooltip(getSkinnable().selectedProperty().get());
      event.consume();
      return;
    }
    int last = rows().size() - 1;
    int now = getSkinnable().selectedProperty().get();
    int page = (int) (scrollBar.getBlockIncrement() / LayerChartPainter.ROW_HEIGHT);
    int next =
        switch (event.getCode()) {
          case UP -> now == LayerChart.NONE ? last : Math.max(0, now - 1);
          case DOWN -> Math.min(last, now + 1);
          case HOME -> 0;
          case END -> last;
          case PAGE_UP -> Math.max(0, now - page);
          case PAGE_DOWN -> Math.min(last, now + page);
          default -> LayerChart.NONE;
        };
    if (next != LayerChart.NONE) {
      select(next);
      event.consume();
    }
  }

  private void select(int row) {
    getSkinnable().selectedProperty().set(row);
    if (row != LayerChart.NONE) {
      double top = row * LayerChartPainter.ROW_HEIGHT;
      double room = LayerChartPainter.roomForRows(canvas().getHeight());
      double least = top + LayerChartPainter.ROW_HEIGHT - room;
      double value = scrollBar.getValue();
      scrollBar.setValue(Math.clamp(Math.max(least, Math.min(top, value)), 0, scrollBar.getMax()));
    }
  }

  private void scroll(ScrollEvent event) {
    if (scrollBar.isVisible()) {
      scrollBar.setValue(
          Math.clamp(scrollBar.getValue() - event.getDeltaY(), 0, scrollBar.getMax()));
      event.consume();
    }
  }

  @Override
  protected double computePrefHeight(
      double width, double top, double right, double bottom, double left) {
    return top + LayerChartPainter.height(rows().size()) + bottom;
  }

  @Override
  protected double computeMinHeight(
      double width, double top, double right, double bottom, double left) {
    return top + LayerChartPainter.height(Math.min(3, rows().size())) + bottom;
  }

  @Override
  protected double computePrefWidth(
      double height, double top, double right, double bottom, double left) {
    return left + 600 + right;
  }
}
