package dev.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.cli.Table.Align;
import dev.gantry.domain.image.ChangeCount;
import dev.gantry.domain.image.FileTree.Large;
import dev.gantry.domain.image.ImageContents;
import dev.gantry.domain.image.Waste;
import dev.gantry.domain.image.Waste.Item;
import dev.gantry.domain.image.Waste.Reason;
import dev.gantry.text.Sizes;
import dev.gantry.text.Strings;
import dev.gantry.text.WasteText;

/// What the layers of an image do to its files, the largest files, and what is stored for nothing.
final class FileReport {
  private final Strings strings;
  private final ImageContents contents;
  private final Waste waste;
  private final int limit;
  private final WasteText words;

  /// @param limit how many files are listed at most
  FileReport(Strings strings, ImageContents contents, Waste waste, int limit) {
    this.strings = strings;
    this.contents = contents;
    this.waste = waste;
    this.limit = limit;
    this.words = new WasteText(strings);
  }

  /// @param columns how long lines may be
  String text(int columns, Paint paint) {
    return changes(columns, paint) + "\n" + largest(columns, paint) + "\n" + wasted(columns, paint);
  }

  ObjectNode putInto(ObjectNode node) {
    node.set("changes", Json.array(contents.changeCounts(), FileReport::json));
    node.set("largestFiles", Json.array(contents.files().largest(limit), FileReport::json));
    ObjectNode wasteNode =
        Json.object()
            .put("bytes", waste.bytes())
            .put("storedBytes", waste.storedBytes())
            .put("share", waste.share());
    wasteNode.set(
        "files", Json.array(waste.items().stream().limit(limit).toList(), FileReport::json));
    node.set("waste", wasteNode);
    return node;
  }

  private String changes(int columns, Paint paint) {
    Table table =
        new Table(Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT)
            .row(
                strings.text("cli.layers.number"),
                strings.text("cli.files.added"),
                strings.text("cli.files.changed"),
                strings.text("cli.files.removed"),
                strings.text("cli.files.growth"));
    int number = 1;
    for (ChangeCount count : contents.changeCounts()) {
      table.row(
          String.valueOf(number++),
          String.valueOf(count.added()),
          String.valueOf(count.modified()),
          String.valueOf(count.removed()),
          Growth.format(count.growthBytes()));
    }
    return table.text(columns, paint);
  }

  private String largest(int columns, Paint paint) {
    Table table =
        new Table(Align.RIGHT, Align.RIGHT, Align.LEFT)
            .row(
                strings.text("cli.layers.size"),
                strings.text("cli.files.layer"),
                strings.text("cli.files.largest"));
    for (Large file : contents.files().largest(limit)) {
      table.row(
          Sizes.format(file.content().sizeBytes()),
          String.valueOf(file.content().layer() + 1),
          StepWords.plain(file.path()));
    }
    return table.text(columns, paint);
  }

  private String wasted(int columns, Paint paint) {
    String sum = words.sum(waste);
    if (waste.items().isEmpty()) {
      return sum + "\n";
    }
    Table table = new Table(Align.RIGHT, Align.RIGHT, Align.LEFT, Align.LEFT);
    table.row(
        strings.text("cli.layers.size"),
        strings.text("cli.files.layer"),
        strings.text("cli.files.why"),
        strings.text("cli.files.file"));
    waste.items().stream()
        .limit(limit)
        .forEach(
            item ->
                table.row(
                    Sizes.format(item.bytes()),
                    String.valueOf(item.layer() + 1),
                    words.reason(item.reason()),
                    StepWords.plain(item.path())));
    int more = waste.items().size() - limit;
    return sum
        + "\n"
        + table.text(columns, paint)
        + (more > 0 ? strings.text("cli.files.more", more) + "\n" : "");
  }

  private static JsonNode json(ChangeCount count) {
    return Json.object()
        .put("added", count.added())
        .put("changed", count.modified())
        .put("removed", count.removed())
        .put("growthBytes", count.growthBytes());
  }

  private static JsonNode json(Large file) {
    return Json.object()
        .put("path", file.path())
        .put("layer", file.content().layer() + 1)
        .put("sizeBytes", file.content().sizeBytes());
  }

  private static JsonNode json(Item item) {
    ObjectNode node =
        Json.object()
            .put("path", item.path())
            .put("layer", item.layer() + 1)
            .put("sizeBytes", item.bytes());
    return switch (item.reason()) {
      case Reason.Removed(var layer) -> node.put("reason", "removed").put("inLayer", layer + 1);
      case Reason.Replaced(var layer) -> node.put("reason", "replaced").put("inLayer", layer + 1);
      case Reason.StoredAgain(var layer) ->
          node.put("reason", "stored-again").put("inLayer", layer + 1);
      case Reason.Copy(var path, var layer) ->
          node.put("reason", "copy").put("ofPath", path).put("ofLayer", layer + 1);
    };
  }
}
