package dev.gantry.cli;

import dev.gantry.domain.image.ChangeCount;
import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.ImageComparison;
import dev.gantry.text.Percent;
import dev.gantry.text.Sizes;
import dev.gantry.text.Strings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Two images side by side, in words.
final class ComparisonSides {
  private final Strings strings;
  private final ImageComparison comparison;
  private final String first;
  private final String second;

  /// One thing that both images have.
  ///
  /// @param change empty where nothing can be said
  record Row(String name, String before, String after, String change) {}

  /// @param first what the user calls the first image
  /// @param second what the user calls the second image
  ComparisonSides(Strings strings, ImageComparison comparison, String first, String second) {
    this.strings = strings;
    this.comparison = comparison;
    this.first = first;
    this.second = second;
  }

  /// The names of the columns.
  Row head() {
    return new Row("", first, second, strings.text("cli.compare.change"));
  }

  List<Row> rows() {
    Image before = comparison.before().image();
    Image after = comparison.after().image();
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            strings.text("cli.compare.image"),
            before.id().abbreviated(),
            after.id().abbreviated(),
            before.id().equals(after.id()) ? strings.text("cli.compare.same") : ""));
    rows.add(
        new Row(
            strings.text("cli.compare.platform"),
            before.platform(),
            after.platform(),
            before.platform().equals(after.platform()) ? "" : strings.text("cli.compare.differs")));
    rows.add(
        new Row(
            strings.text("cli.compare.size"),
            Sizes.format(before.sizeBytes()),
            Sizes.format(after.sizeBytes()),
            growth(before.sizeBytes(), after.sizeBytes())));
    rows.add(
        new Row(
            strings.text("cli.compare.layers"),
            String.valueOf(before.layers().size()),
            String.valueOf(after.layers().size()),
            strings.text("cli.compare.shared", comparison.sharedLayers())));
    rows.add(
        new Row(
            strings.text("cli.compare.waste"),
            Sizes.format(comparison.before().waste().bytes()),
            Sizes.format(comparison.after().waste().bytes()),
            Growth.format(
                comparison.after().waste().bytes() - comparison.before().waste().bytes())));
    rows.add(files());
    return rows;
  }

  private Row files() {
    ChangeCount count = comparison.count();
    int before = comparison.before().files().countLeaves();
    int after = comparison.after().files().countLeaves();
    return new Row(
        strings.text("cli.compare.files"),
        grouped(before),
        grouped(after),
        strings.text(
            "cli.compare.fileChanges",
            grouped(count.added()),
            grouped(count.modified()),
            grouped(count.removed())));
  }

  private static String growth(long before, long after) {
    String bytes = Growth.format(after - before);
    if (before == 0 || before == after) {
      return bytes;
    }
    double share = (double) (after - before) / before;
    return bytes + " (" + (share > 0 ? "+" : "") + Percent.format(share) + ")";
  }

  private static String grouped(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
