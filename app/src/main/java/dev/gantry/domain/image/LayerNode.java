package dev.gantry.domain.image;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/// What a layer says of one name in a directory.
public sealed interface LayerNode permits FileNode.Leaf, LayerNode.Subtree, LayerNode.Whiteout {

  /// A directory that is added, or changed.
  ///
  /// @param attributes empty where the layer has only something below it
  /// @param opaque whether what lower layers have in it is gone
  record Subtree(
      Optional<FileAttributes> attributes, boolean opaque, SortedMap<String, LayerNode> children)
      implements LayerNode {

    /// @param children must not be changed any more; they are not copied
    public Subtree {
      children = Collections.unmodifiableSortedMap(children);
    }
  }

  /// What lower layers have under this name is gone.
  record Whiteout() implements LayerNode {}
}
