package dev.gantry.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A table of plain text: columns as wide as their widest cell, two spaces between them. The first
/// row is the heading.
final class Table {
  private static final String GAP = "  ";

  /// The last column is never cut to less.
  private static final int LEAST_COLUMNS = 16;

  /// Where the text of a column stands.
  enum Align {
    LEFT,
    RIGHT
  }

  private final List<Align> alignments;
  private final List<List<String>> rows = new ArrayList<>();

  Table(Align... alignments) {
    this.alignments = List.of(alignments);
  }

  /// Adds a row with a cell for each column.
  Table row(String... cells) {
    if (cells.length != alignments.size()) {
      throw new IllegalArgumentException(
          "%d cells for %d columns".formatted(cells.length, alignments.size()));
    }
    rows.add(List.of(cells));
    return this;
  }

  /// The lines of the table, each with a line end and none with spaces before it.
  String text() {
    return text(Integer.MAX_VALUE, Paint.NONE);
  }

  /// The lines, as far as they fit into a width: the last column is cut, if need be.
  ///
  /// @param paint for the heading
  String text(int columns, Paint paint) {
    int last = alignments.size() - 1;
    int[] widths =
        IntStream.range(0, alignments.size())
            .map(i -> rows.stream().mapToInt(row -> DisplayWidth.of(row.get(i))).max().orElse(0))
            .toArray();
    int before = IntStream.of(widths).limit(last).map(width -> width + GAP.length()).sum();
    int room = Math.max(LEAST_COLUMNS, columns - before);
    widths[last] = Math.min(widths[last], room);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      String line = line(rows.get(i), widths);
      text.append(i == 0 ? paint.heading(line) : line).append('\n');
    }
    return text.toString();
  }

  private String line(List<String> row, int[] widths) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> cell(alignments.get(i), DisplayWidth.cut(row.get(i), widths[i]), widths[i]))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private static String cell(Align alignment, String text, int width) {
    String space = " ".repeat(width - DisplayWidth.of(text));
    return switch (alignment) {
      case LEFT -> text + space;
      case RIGHT -> space + text;
    };
  }
}
