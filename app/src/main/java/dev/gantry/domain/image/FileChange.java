package dev.gantry.domain.image;

import dev.gantry.domain.image.FileNode.Leaf;

/// A difference between two trees, at a path such as `/etc/passwd`.
public sealed interface FileChange {

  String path();

  /// How many bytes more there are after it; negative when there are less.
  long growthBytes();

  /// Something is new there.
  record Added(String path, FileNode after) implements FileChange {
    @Override
    public long growthBytes() {
      return size(after);
    }
  }

  /// The same name, but other bytes, other attributes or another kind of file. A directory that
  /// becomes something else, or the other way round, is removed and added.
  record Modified(String path, FileNode before, FileNode after) implements FileChange {
    @Override
    public long growthBytes() {
      return size(after) - size(before);
    }
  }

  /// Something is gone.
  record Removed(String path, FileNode before) implements FileChange {
    @Override
    public long growthBytes() {
      return -size(before);
    }
  }

  private static long size(FileNode node) {
    return node instanceof Leaf leaf ? leaf.sizeBytes() : 0;
  }
}
