package dev.gantry.domain.image;

import dev.gantry.domain.image.FileNode.Directory;
import dev.gantry.domain.image.FileNode.Leaf;
import dev.gantry.domain.image.FileNode.RegularFile;
import dev.gantry.domain.image.LayerNode.Subtree;
import dev.gantry.domain.image.LayerNode.Whiteout;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The files of an image, as a container sees them. An immutable value; the tree after a layer
/// shares with the tree before it whatever the layer leaves alone.
public record FileTree(Directory root) {

  /// The tree before the first layer.
  public static final FileTree EMPTY =
      new FileTree(new Directory(FileAttributes.IMPLIED_DIRECTORY, new TreeMap<>()));

  /// The tree with a layer on top.
  public FileTree apply(LayerTree layer) {
    return new FileTree(merged(Optional.of(root), layer.root()));
  }

  /// Finds what is at a path such as `/etc/passwd`; links are not followed.
  public Optional<FileNode> find(String path) {
    FileNode found = root;
    for (String name : path.split("/", -1)) {
      if (!name.isEmpty()) {
        found = found instanceof Directory(_, var children) ? children.get(name) : null;
        if (found == null) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(found);
  }

  /// Visits everything that is no directory, in the order of names.
  ///
  /// @param visitor is given the path from the root, as in `/etc/passwd`
  public void forEachLeaf(BiConsumer<String, Leaf> visitor) {
    visit("", root, visitor);
  }

  /// A file and its bytes.
  public record Large(String path, FileContent content) {}

  /// The largest files, largest first. No more are kept than are returned: an image can have a
  /// million files.
  public List<Large> largest(int count) {
    Comparator<Large> bySize =
        Comparator.<Large>comparingLong(it -> it.content().sizeBytes())
            .thenComparing(Large::path, Comparator.reverseOrder());
    PriorityQueue<Large> kept = new PriorityQueue<>(bySize);
    forEachLeaf(
        (path, leaf) -> {
          if (leaf instanceof RegularFile(_, FileContent content)) {
            kept.add(new Large(path, content));
            if (kept.size() > count) {
              kept.poll();
            }
          }
        });
    return kept.stream().sorted(bySize.reversed()).toList();
  }

  /// How many files and links there are.
  public int countLeaves() {
    int[] count = {0};
    forEachLeaf((_, _) -> count[0]++);
    return count[0];
  }

  private static void visit(String path, Directory directory, BiConsumer<String, Leaf> visitor) {
    directory
        .children()
        .forEach(
            (name, node) -> {
              switch (node) {
                case Leaf leaf -> visitor.accept(path + "/" + name, leaf);
                case Directory below -> visit(path + "/" + name, below, visitor);
              }
            });
  }

  /// Whiteouts are about lower layers only, so their order within the layer does not matter.
  private static Directory merged(Optional<Directory> lower, Subtree upper) {
    TreeMap<String, FileNode> children = new TreeMap<>();
    lower.filter(_ -> !upper.opaque()).ifPresent(it -> children.putAll(it.children()));
    upper
        .children()
        .forEach(
            (name, node) -> {
              switch (node) {
                case Whiteout _ -> children.remove(name);
                case Leaf leaf -> children.put(name, leaf);
                case Subtree below ->
                    children.put(name, merged(directory(children.get(name)), below));
              }
            });
    FileAttributes attributes =
        upper
            .attributes()
            .or(() -> lower.map(Directory::attributes))
            .orElse(FileAttributes.IMPLIED_DIRECTORY);
    return new Directory(attributes, children);
  }

  private static Optional<Directory> directory(@Nullable FileNode node) {
    return node instanceof Directory directory ? Optional.of(directory) : Optional.empty();
  }
}
