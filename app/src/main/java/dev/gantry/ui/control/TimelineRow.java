package dev.gantry.ui.control;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/// Lays out the columns of a list with a timeline: mark, name, time, bar. The header and every row
/// use it, so they are aligned; the rows tell the header their width, which is less than that of
/// the list when there is a scroll bar.
public final class TimelineRow extends Region {
  private static final double MARK = 26;
  private static final double TIME = 84;
  private static final double GAP = 12;
  private static final double NAME_SHARE = 0.5;
  private static final double PAD = 10;
  private static final double HEIGHT = 26;

  private final Node mark;
  private final Node name;
  private final Node time;
  private final Node bar;
  private final DoubleProperty rowWidth = new SimpleDoubleProperty(this, "rowWidth");

  public TimelineRow(Node mark, Node name, Node time, Node bar) {
    this.mark = mark;
    this.name = name;
    this.time = time;
    this.bar = bar;
    getChildren().addAll(mark, name, time, bar);
    rowWidth.subscribe(this::requestLayout);
  }

  /// Width to lay out for; 0 for the own width.
  public DoubleProperty rowWidthProperty() {
    return rowWidth;
  }

  @Override
  protected void layoutChildren() {
    double width = rowWidth.get() > 0 ? rowWidth.get() : getWidth();
    double height = getHeight();
    double room = width - 2 * PAD - MARK - TIME - 2 * GAP;
    double nameWidth = Math.floor(room * NAME_SHARE);
    place(mark, PAD, MARK, height, HPos.LEFT);
    place(name, PAD + MARK, nameWidth, height, HPos.LEFT);
    place(time, PAD + MARK + nameWidth, TIME, height, HPos.RIGHT);
    double left = PAD + MARK + nameWidth + TIME + 2 * GAP;
    bar.resizeRelocate(left, 0, Math.max(0, width - PAD - left), height);
  }

  private void place(Node node, double x, double width, double height, HPos at) {
    layoutInArea(node, x, 0, width, height, -1, at, VPos.CENTER);
  }

  @Override
  protected double computeMinHeight(double width) {
    return HEIGHT;
  }

  @Override
  protected double computePrefHeight(double width) {
    return HEIGHT;
  }

  @Override
  protected double computePrefWidth(double height) {
    return 200;
  }
}
