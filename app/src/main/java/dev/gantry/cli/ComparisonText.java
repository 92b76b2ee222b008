package dev.gantry.cli;

import dev.gantry.cli.Table.Align;
import dev.gantry.domain.image.DirectoryChange;
import dev.gantry.domain.image.FileChange;
import dev.gantry.domain.image.ImageComparison;
import dev.gantry.domain.image.SettingChange;
import dev.gantry.text.Strings;
import java.util.List;

/// A comparison as plain text.
final class ComparisonText {
  private final Strings strings;
  private final ImageComparison comparison;
  private final ComparisonSides sides;
  private final int columns;
  private final Paint paint;

  /// @param columns how long lines may be
  ComparisonText(
      Strings strings,
      ImageComparison comparison,
      ComparisonSides sides,
      int columns,
      Paint paint) {
    this.strings = strings;
    this.comparison = comparison;
    this.sides = sides;
    this.columns = columns;
    this.paint = paint;
  }

  /// @param depth of the directories that files are summed up by
  /// @param limit how many directories and files are listed at most
  String text(int depth, int limit) {
    StringBuilder text = new StringBuilder(overview());
    if (!comparison.settings().isEmpty()) {
      text.append('\n').append(settings());
    }
    if (!comparison.files().isEmpty()) {
      text.append('\n').append(directories(depth, limit)).append('\n').append(files(limit));
    }
    return text.toString();
  }

  private String overview() {
    Table table = new Table(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.LEFT);
    add(table, sides.head());
    sides.rows().forEach(row -> add(table, row));
    return table.text(columns, paint);
  }

  private static void add(Table table, ComparisonSides.Row row) {
    table.row(row.name(), row.before(), row.after(), row.change());
  }

  /// Values can be long, so they stand below each other.
  private String settings() {
    StringBuilder text =
        new StringBuilder(paint.heading(strings.text("cli.compare.settings"))).append('\n');
    for (SettingChange change : comparison.settings()) {
      text.append("  ").append(change.name()).append('\n');
      change.before().ifPresent(it -> text.append(value("- ", it)).append('\n'));
      change.after().ifPresent(it -> text.append(value("+ ", it)).append('\n'));
    }
    return text.toString();
  }

  private String value(String sign, String value) {
    return "    " + DisplayWidth.cut(sign + plain(value), columns - 4);
  }

  private String directories(int depth, int limit) {
    Table table =
        new Table(Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.LEFT)
            .row(
                strings.text("cli.files.growth"),
                strings.text("cli.files.added"),
                strings.text("cli.files.changed"),
                strings.text("cli.files.removed"),
                strings.text("cli.compare.directory"));
    List<DirectoryChange> changes = comparison.directories(depth);
    changes.stream()
        .limit(limit)
        .forEach(
            change ->
                table.row(
                    Growth.format(change.count().growthBytes()),
                    String.valueOf(change.count().added()),
                    String.valueOf(change.count().modified()),
                    String.valueOf(change.count().removed()),
                    plain(change.path())));
    return table.text(columns, paint) + more(changes.size() - limit);
  }

  private String files(int limit) {
    Table table =
        new Table(Align.RIGHT, Align.LEFT, Align.LEFT)
            .row(
                strings.text("cli.files.growth"),
                strings.text("cli.compare.change"),
                strings.text("cli.files.file"));
    for (FileChange change : comparison.largest(limit)) {
      table.row(Growth.format(change.growthBytes()), kind(change), plain(change.path()));
    }
    return table.text(columns, paint) + more(comparison.files().size() - limit);
  }

  private String kind(FileChange change) {
    return switch (change) {
      case FileChange.Added _ -> strings.text("cli.compare.added");
      case FileChange.Modified _ -> strings.text("cli.compare.modified");
      case FileChange.Removed _ -> strings.text("cli.compare.removed");
    };
  }

  private String more(int count) {
    return count > 0 ? strings.text("cli.files.more", count) + "\n" : "";
  }

  private static String plain(String text) {
    return StepWords.plain(text.replace('\n', ' '));
  }
}
