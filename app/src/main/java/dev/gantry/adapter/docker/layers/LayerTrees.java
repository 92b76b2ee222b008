package dev.gantry.adapter.docker.layers;

import dev.gantry.domain.image.FileContent;
import dev.gantry.domain.image.FileNode.Leaf;
import dev.gantry.domain.image.FileNode.RegularFile;
import dev.gantry.domain.image.FileNode.SpecialFile;
import dev.gantry.domain.image.FileNode.SymbolicLink;
import dev.gantry.domain.image.LayerTree;
import dev.gantry.domain.image.LayerTreeBuilder;
import java.io.IOException;
import java.util.List;

/// Makes the tree of a layer from its listing.
final class LayerTrees {
  private final LayerTreeBuilder builder = new LayerTreeBuilder();
  private final int layer;
  private int files;

  private LayerTrees(int layer) {
    this.layer = layer;
  }

  /// @param layer index of the layer in its image
  static LayerTree read(ListingReader listing, int layer) throws IOException {
    LayerTrees trees = new LayerTrees(layer);
    for (var entry = listing.next(); entry.isPresent(); entry = listing.next()) {
      trees.add(entry.get());
    }
    return trees.builder.build();
  }

  private void add(LayerEntry entry) {
    List<String> path = names(entry.path());
    switch (entry) {
      case LayerEntry.Folder(_, var attributes) -> builder.directory(path, attributes);
      case LayerEntry.File(_, var attributes, var size, var hash) ->
          builder.store(
              path, new RegularFile(attributes, new FileContent(hash, size, layer, files++)));
      case LayerEntry.HardLink link -> addLink(path, link);
      case LayerEntry.Symlink(_, var attributes, var target) ->
          builder.add(path, new SymbolicLink(attributes, target));
      case LayerEntry.Special(_, var attributes, var kind) ->
          builder.add(path, new SpecialFile(attributes, kind));
      case LayerEntry.Whiteout _ -> builder.remove(path);
      case LayerEntry.Opaque _ -> builder.empty(path);
    }
  }

  private void addLink(List<String> path, LayerEntry.HardLink link) {
    List<String> target = names(link.target());
    Leaf linked =
        builder
            .find(target)
            .orElseGet(() -> new SpecialFile(link.attributes(), SpecialFile.Kind.FOREIGN_LINK));
    builder.add(path, linked);
  }

  private static List<String> names(String path) {
    return path.isEmpty() ? List.of() : List.of(path.split("/", -1));
  }
}
