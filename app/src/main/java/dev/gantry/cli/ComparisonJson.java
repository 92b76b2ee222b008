package dev.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.image.ChangeCount;
import dev.gantry.domain.image.FileChange;
import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.ImageComparison;
import dev.gantry.domain.image.ImageContents;
import dev.gantry.domain.image.SettingChange;
import java.util.List;

/// A comparison as JSON.
final class ComparisonJson {
  private final ImageComparison comparison;
  private final int depth;
  private final int limit;

  ComparisonJson(ImageComparison comparison, int depth, int limit) {
    this.comparison = comparison;
    this.depth = depth;
    this.limit = limit;
  }

  ObjectNode node(List<String> excesses) {
    ObjectNode node = Json.object();
    node.set("before", image(comparison.before()));
    node.set("after", image(comparison.after()));
    node.put("growthBytes", comparison.growthBytes())
        .put("sharedLayers", comparison.sharedLayers());
    node.set("files", put(Json.object(), comparison.count()));
    node.set("settings", Json.array(comparison.settings(), ComparisonJson::setting));
    node.set(
        "directories",
        Json.array(
            comparison.directories(depth).stream().limit(limit).toList(),
            it -> put(Json.object().put("path", it.path()), it.count())));
    node.set("largestChanges", Json.array(comparison.largest(limit), ComparisonJson::file));
    BudgetReport.put(node, excesses);
    return node;
  }

  private static ObjectNode image(ImageContents contents) {
    Image image = contents.image();
    ObjectNode node = Json.object().put("id", image.id().value());
    node.set("tags", Json.texts(image.tags()));
    return node.put("platform", image.platform())
        .put("sizeBytes", image.sizeBytes())
        .put("layers", image.layers().size())
        .put("files", contents.files().countLeaves())
        .put("wasteBytes", contents.waste().bytes());
  }

  private static ObjectNode put(ObjectNode node, ChangeCount count) {
    return node.put("added", count.added())
        .put("changed", count.modified())
        .put("removed", count.removed())
        .put("growthBytes", count.growthBytes());
  }

  private static JsonNode setting(SettingChange change) {
    ObjectNode node = Json.object().put("name", change.name());
    change.before().ifPresent(it -> node.put("before", it));
    change.after().ifPresent(it -> node.put("after", it));
    return node;
  }

  private static JsonNode file(FileChange change) {
    ObjectNode node = Json.object().put("path", change.path());
    switch (change) {
      case FileChange.Added _ -> node.put("change", "added");
      case FileChange.Modified _ -> node.put("change", "changed");
      case FileChange.Removed _ -> node.put("change", "removed");
    }
    return node.put("growthBytes", change.growthBytes());
  }
}
