package dev.gantry.domain.image;

import dev.gantry.domain.image.FileChange.Added;
import dev.gantry.domain.image.FileChange.Modified;
import dev.gantry.domain.image.FileChange.Removed;
import dev.gantry.domain.image.FileNode.RegularFile;
import dev.gantry.domain.image.Waste.Item;
import dev.gantry.domain.image.Waste.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// Finds the [Waste] of an image.
///
/// A content is hidden when some layer took a name of it away and no name is left at the top: a
/// hard link that survives keeps it in use.
final class WasteSearch {
  private static final Comparator<Item> ORDER =
      Comparator.comparingLong(Item::bytes).reversed().thenComparing(Item::path);

  private final ImageContents contents;
  private final Map<FileContent, Item> hidden = new HashMap<>();

  private WasteSearch(ImageContents contents) {
    this.contents = contents;
  }

  static Waste in(ImageContents contents) {
    return new WasteSearch(contents).search();
  }

  private Waste search() {
    for (int layer = 1; layer < contents.image().layers().size(); layer++) {
      int current = layer;
      contents.forEachChangeOf(layer, change -> hide(change, current));
    }
    forEachVisible((_, content) -> hidden.remove(content));
    List<Item> items = new ArrayList<>(hidden.values());
    items.addAll(copies());
    items.sort(ORDER);
    long bytes = items.stream().mapToLong(Item::bytes).sum();
    return new Waste(items, bytes, contents.storedBytes());
  }

  private void hide(FileChange change, int layer) {
    switch (change) {
      case Added _ -> {
        // hides nothing
      }
      case Removed(var path, RegularFile before) ->
          hide(path, before.content(), new Reason.Removed(layer));
      case Modified(var path, RegularFile before, RegularFile after) ->
          hide(
              path,
              before.content(),
              before.content().sameBytes(after.content())
                  ? new Reason.StoredAgain(layer)
                  : new Reason.Replaced(layer));
      case Modified(var path, RegularFile before, _) ->
          hide(path, before.content(), new Reason.Replaced(layer));
      case Removed _, Modified _ -> {
        // links and directories take no bytes
      }
    }
  }

  private void hide(String path, FileContent content, Reason reason) {
    if (content.sizeBytes() > 0) {
      hidden.put(content, new Item(path, content.layer(), content.sizeBytes(), reason));
    }
  }

  private List<Item> copies() {
    Map<ContentHash, Integer> lowest = new HashMap<>();
    forEachVisible((_, content) -> lowest.merge(content.hash(), content.layer(), Math::min));
    Map<FileContent, String> copies = new HashMap<>();
    Map<ContentHash, String> originals = new HashMap<>();
    forEachVisible(
        (path, content) -> {
          if (content.layer() > lowest.getOrDefault(content.hash(), content.layer())) {
            copies.putIfAbsent(content, path);
            originals.put(content.hash(), "");
          }
        });
    forEachVisible(
        (path, content) -> {
          if (content.layer() == lowest.getOrDefault(content.hash(), 0)) {
            originals.replace(content.hash(), "", path);
          }
        });
    return copies.entrySet().stream()
        .map(copy -> copy(copy.getValue(), copy.getKey(), originals, lowest))
        .toList();
  }

  private static Item copy(
      String path,
      FileContent content,
      Map<ContentHash, String> originals,
      Map<ContentHash, Integer> lowest) {
    ContentHash hash = content.hash();
    Reason reason = new Reason.Copy(originals.getOrDefault(hash, ""), lowest.getOrDefault(hash, 0));
    return new Item(path, content.layer(), content.sizeBytes(), reason);
  }

  private void forEachVisible(BiConsumer<String, FileContent> visitor) {
    contents
        .files()
        .forEachLeaf(
            (path, leaf) -> {
              if (leaf instanceof RegularFile(_, var content) && content.sizeBytes() > 0) {
                visitor.accept(path, content);
              }
            });
  }
}
