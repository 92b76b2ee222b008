package dev.gantry.ui.control;

import dev.gantry.ui.control.LayerChart.Content;
import dev.gantry.ui.control.LayerChart.Row;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// Draws a [LayerChart]: a header, the visible rows, and the sums at the bottom.
final class LayerChartPainter {
  static final double HEADER_HEIGHT = 24;
  static final double ROW_HEIGHT = 26;
  static final double TOTAL_HEIGHT = 28;

  private static final double PAD = 10;
  private static final double LINE_WIDTH = 52;
  static final double TEXT_START = PAD + LINE_WIDTH;

  /// Of `59 min 59 s`, the widest of them.
  private static final double NUMBER_WIDTH = 84;

  private static final double CACHED_WIDTH = 66;
  private static final double BAR_HEIGHT = 12;
  private static final double TEXT_SHARE = 0.44;

  private final LayerChart chart;

  LayerChartPainter(LayerChart chart) {
    this.chart = chart;
  }

  static double height(int rows) {
    return HEADER_HEIGHT + rows * ROW_HEIGHT + TOTAL_HEIGHT;
  }

  static double roomForRows(double height) {
    return Math.max(0, height - HEADER_HEIGHT - TOTAL_HEIGHT);
  }

  /// Where the columns stand for one width.
  private record Columns(
      double text, double textEnd, double size, double time, double barWidth, double cached) {
    static Columns of(double width) {
      double text = TEXT_START;
      double textEnd = text + (width - text) * TEXT_SHARE;
      double bars = width - PAD - CACHED_WIDTH - textEnd - PAD;
      double half = bars / 2;
      double barWidth = half - NUMBER_WIDTH - PAD;
      return new Columns(
          text, textEnd, textEnd + PAD, textEnd + PAD + half, barWidth, width - PAD - CACHED_WIDTH);
    }
  }

  void paint(GraphicsContext g, double width, double height, double offset, int hovered) {
    Content content = chart.contentProperty().get();
    if (content.rows().isEmpty()) {
      return;
    }
    Columns columns = Columns.of(width);
    double bottom = Math.min(height, height(content.rows().size())) - TOTAL_HEIGHT;
    g.setTextBaseline(VPos.CENTER);
    header(g, content, columns, width);
    g.save();
    g.beginPath();
    g.rect(0, HEADER_HEIGHT, width, Math.max(0, bottom - HEADER_HEIGHT));
    g.clip();
    for (int i = 0; i < content.rows().size(); i++) {
      double y = HEADER_HEIGHT + i * ROW_HEIGHT - offset;
      if (y > HEADER_HEIGHT - ROW_HEIGHT && y < bottom) {
        background(g, i, hovered, y, width);
        row(g, content.rows().get(i), columns, y + ROW_HEIGHT / 2);
      }
    }
    g.restore();
    total(g, content, columns, bottom, width);
  }

  private void header(GraphicsContext g, Content content, Columns columns, double width) {
    double middle = HEADER_HEIGHT / 2;
    Font font = chart.font();
    left(g, chart.muted(), font, content.headers().line(), PAD, middle);
    left(g, chart.muted(), font, content.headers().instruction(), columns.text(), middle);
    left(g, chart.muted(), font, content.headers().size(), columns.size(), middle);
    left(g, chart.muted(), font, content.headers().time(), columns.time(), middle);
    rule(g, HEADER_HEIGHT, width);
  }

  private void background(GraphicsContext g, int index, int hovered, double y, double width) {
    boolean selected = index == chart.selectedProperty().get();
    if (selected || index == hovered) {
      g.setFill(selected ? chart.selection() : chart.hoverFill());
      g.fillRoundRect(2, y + 1, width - 4, ROW_HEIGHT - 2, 6, 6);
    }
    if (selected && chart.isFocused()) {
      g.setStroke(chart.focusRing());
      g.setLineWidth(1.5);
      g.strokeRoundRect(2.75, y + 1.75, width - 5.5, ROW_HEIGHT - 3.5, 6, 6);
    }
  }

  private void row(GraphicsContext g, Row row, Columns columns, double middle) {
    left(g, chart.muted(), chart.mono(), row.line(), PAD, middle);
    String text =
        TextWidth.cut(row.instruction(), chart.mono(), columns.textEnd() - columns.text() - PAD);
    left(g, row.base() ? chart.muted() : chart.ink(), chart.mono(), text, columns.text(), middle);

    Color size = row.base() ? chart.size().deriveColor(0, 1, 1, 0.5) : chart.size();
    bar(g, columns.size(), columns.barWidth(), middle, row.size(), size, false);
    right(
        g, chart.ink(), row.sizeText(), columns.size() + columns.barWidth() + NUMBER_WIDTH, middle);

    Color time = row.cached() ? chart.cached() : chart.done();
    if (row.time() >= 0) {
      bar(g, columns.time(), columns.barWidth(), middle, row.time(), time, row.cached());
    }
    Color ink = row.time() >= 0 ? chart.ink() : chart.muted();
    right(g, ink, row.timeText(), columns.time() + columns.barWidth() + NUMBER_WIDTH, middle);

    if (row.cached()) {
      Marks.diamond(g, chart.cached(), columns.cached() + 8, middle, 4);
      left(g, chart.muted(), chart.font(), row.cachedText(), columns.cached() + 18, middle);
    }
  }

  private void bar(
      GraphicsContext g,
      double x,
      double room,
      double middle,
      double share,
      Color fill,
      boolean outlined) {
    double y = Math.round(middle - BAR_HEIGHT / 2);
    g.setFill(chart.track());
    g.fillRoundRect(x, y, room, BAR_HEIGHT, 4, 4);
    if (share <= 0) {
      return;
    }
    if (outlined) {
      Marks.bar(g, fill.deriveColor(0, 1, 1, 0.3), x, y, share * room, BAR_HEIGHT);
      Marks.hatch(g, fill, x, y, share * room, BAR_HEIGHT);
    } else {
      Marks.bar(g, fill, x, y, share * room, BAR_HEIGHT);
    }
  }

  private void total(GraphicsContext g, Content content, Columns columns, double y, double width) {
    double middle = y + TOTAL_HEIGHT / 2;
    rule(g, y + 1, width);
    left(g, chart.ink(), chart.font(), content.total().label(), columns.text(), middle);
    double end = columns.barWidth() + NUMBER_WIDTH;
    right(g, chart.ink(), content.total().sizeText(), columns.size() + end, middle);
    right(g, chart.ink(), content.total().timeText(), columns.time() + end, middle);
  }

  private void rule(GraphicsContext g, double y, double width) {
    g.setStroke(chart.grid());
    g.setLineWidth(1);
    g.strokeLine(0, Marks.crisp(y - 1), width, Marks.crisp(y - 1));
  }

  private static void left(
      GraphicsContext g, Color fill, Font font, String text, double x, double middle) {
    g.setTextAlign(TextAlignment.LEFT);
    g.setFont(font);
    g.setFill(fill);
    g.fillText(text, x, middle);
  }

  private void right(GraphicsContext g, Color fill, String text, double x, double middle) {
    g.setTextAlign(TextAlignment.RIGHT);
    g.setFont(chart.mono());
    g.setFill(fill);
    g.fillText(text, x, middle);
  }
}
