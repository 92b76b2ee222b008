package dev.gantry.domain.image;

import dev.gantry.domain.image.FileChange.Added;
import dev.gantry.domain.image.FileChange.Modified;
import dev.gantry.domain.image.FileChange.Removed;
import dev.gantry.domain.image.FileNode.Directory;
import dev.gantry.domain.image.FileNode.Leaf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Finds what differs between two trees. What both share is not looked at, so the work of a layer
/// is measured by the layer and not by the image.
@SuppressWarnings("ReferenceEquality") // that is how trees share
final class TreeDifference {
  private final BiPredicate<Leaf, Leaf> same;
  private final Consumer<FileChange> to;

  private TreeDifference(BiPredicate<Leaf, Leaf> same, Consumer<FileChange> to) {
    this.same = same;
    this.to = to;
  }

  /// Tells what a layer has changed: a file that it stores again counts, even with the same bytes.
  static void ofLayer(FileTree before, FileTree after, Consumer<FileChange> to) {
    new TreeDifference(Leaf::equals, to).compare("", before.root(), after.root());
  }

  /// Tells what a container could notice.
  static void ofImages(FileTree before, FileTree after, Consumer<FileChange> to) {
    new TreeDifference(Leaf::looksLike, to).compare("", before.root(), after.root());
  }

  static List<FileChange> ofLayer(FileTree before, FileTree after) {
    List<FileChange> changes = new ArrayList<>();
    ofLayer(before, after, changes::add);
    return Collections.unmodifiableList(changes);
  }

  private void compare(String path, Directory before, Directory after) {
    if (before == after) {
      return;
    }
    for (String name : names(before.children(), after.children())) {
      compare(path + "/" + name, before.children().get(name), after.children().get(name));
    }
  }

  private static Iterable<String> names(
      SortedMap<String, FileNode> before, SortedMap<String, FileNode> after) {
    if (before.isEmpty()) {
      return after.keySet();
    }
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    return names;
  }

  private void compare(String path, @Nullable FileNode before, @Nullable FileNode after) {
    if (before == after) {
      return;
    }
    if (before == null) {
      added(path, after);
    } else if (after == null) {
      removed(path, before);
    } else if (before instanceof Directory was && after instanceof Directory is) {
      if (!was.attributes().equals(is.attributes())) {
        to.accept(new Modified(path, was, is));
      }
      compare(path, was, is);
    } else if (before instanceof Leaf was && after instanceof Leaf is) {
      if (!same.test(was, is)) {
        to.accept(new Modified(path, was, is));
      }
    } else {
      removed(path, before);
      added(path, after);
    }
  }

  private void added(String path, @Nullable FileNode node) {
    if (node != null) {
      to.accept(new Added(path, node));
    }
    if (node instanceof Directory directory) {
      directory.children().forEach((name, below) -> added(path + "/" + name, below));
    }
  }

  private void removed(String path, FileNode node) {
    if (node instanceof Directory directory) {
      directory.children().forEach((name, below) -> removed(path + "/" + name, below));
    }
    to.accept(new Removed(path, node));
  }
}
