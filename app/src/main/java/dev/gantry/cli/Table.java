package dev.gantry.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A table of plain text: columns as wide as their widest cell, two spaces between them.
final class Table {
  private static final String GAP = "  ";

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
    int[] widths =
        IntStream.range(0, alignments.size())
            .map(i -> rows.stream().mapToInt(row -> width(row.get(i))).max().orElse(0))
            .toArray();
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
  }

  private String line(List<String> row, int[] widths) {
    return IntStream.range(0, row.size())
            .mapToObj(
                i -> {
                  String space = " ".repeat(widths[i] - width(row.get(i)));
                  return switch (alignments.get(i)) {
                    case LEFT -> row.get(i) + space;
                    case RIGHT -> space + row.get(i);
                  };
                })
            .collect(Collectors.joining(GAP))
            .stripTrailing()
        + "\n";
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
