package dev.gantry.cli;

import dev.gantry.cli.Table.Align;
import dev.gantry.domain.image.ImageComparison;
import dev.gantry.text.Strings;
import java.util.List;

/// A comparison as Markdown, for comments on pull requests.
final class MarkdownComparison {
  private final Strings strings;
  private final ImageComparison comparison;
  private final ComparisonSides sides;

  MarkdownComparison(Strings strings, ImageComparison comparison, ComparisonSides sides) {
    this.strings = strings;
    this.comparison = comparison;
    this.sides = sides;
  }

  /// @param depth of the directories that files are summed up by
  /// @param limit how many directories are listed at most
  String text(int depth, int limit) {
    StringBuilder text = new StringBuilder(overview());
    if (!comparison.settings().isEmpty()) {
      text.append('\n').append(settings());
    }
    if (!comparison.files().isEmpty()) {
      text.append('\n').append(directories(depth, limit));
    }
    return text.toString();
  }

  private String overview() {
    ComparisonSides.Row head = sides.head();
    MarkdownTable table =
        new MarkdownTable(
            List.of(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.LEFT),
            List.of(
                "",
                MarkdownTable.code(head.before()),
                MarkdownTable.code(head.after()),
                head.change()));
    sides.rows().forEach(row -> table.row(row.name(), row.before(), row.after(), row.change()));
    return table.text();
  }

  private String settings() {
    MarkdownTable table =
        new MarkdownTable(
            List.of(Align.LEFT, Align.LEFT, Align.LEFT),
            List.of(
                strings.text("cli.compare.settings"),
                strings.text("cli.compare.before"),
                strings.text("cli.compare.after")));
    comparison
        .settings()
        .forEach(
            it ->
                table.row(
                    it.name(),
                    MarkdownTable.code(it.before().orElse("")),
                    MarkdownTable.code(it.after().orElse(""))));
    return table.text();
  }

  private String directories(int depth, int limit) {
    MarkdownTable table =
        new MarkdownTable(
            List.of(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT),
            List.of(
                strings.text("cli.compare.directory"),
                strings.text("cli.files.growth"),
                strings.text("cli.files.added"),
                strings.text("cli.files.changed"),
                strings.text("cli.files.removed")));
    comparison.directories(depth).stream()
        .limit(limit)
        .forEach(
            change ->
                table.row(
                    MarkdownTable.code(change.path()),
                    Growth.format(change.count().growthBytes()),
                    String.valueOf(change.count().added()),
                    String.valueOf(change.count().modified()),
                    String.valueOf(change.count().removed())));
    return table.text();
  }
}
