package dev.gantry.domain.image;

import dev.gantry.domain.image.FileNode.Leaf;
import dev.gantry.domain.image.FileNode.RegularFile;
import dev.gantry.domain.image.LayerNode.Subtree;
import dev.gantry.domain.image.LayerNode.Whiteout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Makes a [LayerTree] of the entries of a layer, in their order: where a name comes twice, the
/// last one counts.
///
/// A path is the list of its names from the root, without empty ones and dots.
public final class LayerTreeBuilder {
  private static final Whiteout WHITEOUT = new Whiteout();

  private final Folder root = new Folder();
  private long storedBytes;

  /// A directory in the making.
  private static final class Folder {
    private Optional<FileAttributes> attributes = Optional.empty();
    private boolean opaque;
    private final TreeMap<String, LayerNode> leaves = new TreeMap<>();
    private final Map<String, Folder> folders = new HashMap<>();

    private Folder child(String name) {
      boolean replacesLower = leaves.remove(name) instanceof Whiteout;
      Folder folder = folders.computeIfAbsent(name, _ -> new Folder());
      folder.opaque |= replacesLower;
      return folder;
    }

    private void put(String name, LayerNode leaf) {
      folders.remove(name);
      leaves.put(name, leaf);
    }

    /// What the layer itself has under the name stays.
    private void remove(String name) {
      Folder folder = folders.get(name);
      if (folder != null) {
        folder.opaque = true;
      } else {
        leaves.putIfAbsent(name, WHITEOUT);
      }
    }

    private Subtree finished() {
      folders.forEach((name, folder) -> leaves.put(name, folder.finished()));
      return new Subtree(attributes, opaque, leaves);
    }
  }

  /// Adds a directory; the root has an empty path.
  public void directory(List<String> path, FileAttributes attributes) {
    folder(path).attributes = Optional.of(attributes);
  }

  /// Adds a file that the layer stores.
  public void store(List<String> path, RegularFile file) {
    storedBytes += file.sizeBytes();
    add(path, file);
  }

  /// Adds what takes no bytes: a link, or one more name of a file that is stored already.
  public void add(List<String> path, Leaf leaf) {
    parent(path).put(path.getLast(), leaf);
  }

  /// Removes what lower layers have there.
  public void remove(List<String> path) {
    parent(path).remove(path.getLast());
  }

  /// Removes what lower layers have in the directory.
  public void empty(List<String> path) {
    folder(path).opaque = true;
  }

  /// The leaf that was added under this path.
  public Optional<Leaf> find(List<String> path) {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    Folder folder = root;
    for (String name : path.subList(0, path.size() - 1)) {
      folder = folder.folders.get(name);
      if (folder == null) {
        return Optional.empty();
      }
    }
    return folder.leaves.get(path.getLast()) instanceof Leaf leaf
        ? Optional.of(leaf)
        : Optional.empty();
  }

  /// The layer. Nothing may be added after this.
  public LayerTree build() {
    return new LayerTree(root.finished(), storedBytes);
  }

  private Folder parent(List<String> path) {
    return folder(path.subList(0, path.size() - 1));
  }

  private Folder folder(List<String> path) {
    Folder folder = root;
    for (String name : path) {
      folder = folder.child(name);
    }
    return folder;
  }
}
