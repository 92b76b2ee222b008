package dev.gantry.cli;

import dev.gantry.cli.Table.Align;
import java.util.List;
import java.util.stream.Collectors;

/// A table in the Markdown of GitHub.
final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();

  /// @param heads of the columns, as many as there are alignments
  MarkdownTable(List<Align> alignments, List<String> heads) {
    line(heads);
    text.append(
            alignments.stream()
                .map(
                    alignment ->
                        switch (alignment) {
                          case LEFT -> "---";
                          case RIGHT -> "--:";
                        })
                .collect(Collectors.joining("|", "|", "|")))
        .append('\n');
  }

  MarkdownTable row(String... cells) {
    line(List.of(cells));
    return this;
  }

  String text() {
    return text.toString();
  }

  /// Text in a fixed font, whatever is in it.
  static String code(String value) {
    String plain = StepWords.plain(value.replace('\n', ' '));
    return plain.isEmpty() ? "" : plain.contains("`") ? "`` " + plain + " ``" : "`" + plain + "`";
  }

  private void line(List<String> cells) {
    text.append(
            cells.stream()
                .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
                .collect(Collectors.joining(" | ", "| ", " |")))
        .append('\n');
  }
}
