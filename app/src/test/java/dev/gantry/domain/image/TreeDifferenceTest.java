package dev.gantry.domain.image;

import static dev.gantry.domain.image.Layers.layer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.image.FileChange.Added;
import dev.gantry.domain.image.FileChange.Modified;
import dev.gantry.domain.image.FileChange.Removed;
import dev.gantry.domain.image.FileNode.Directory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeDifferenceTest {

  @Test
  void tellsWhatALayerAddsChangesAndRemoves() {
    FileTree before =
        FileTree.EMPTY.apply(
            layer(0)
                .file("/app/old", "gone")
                .file("/app/config", "a")
                .file("/app/same", "s")
                .link("/app/link", "same")
                .build());

    FileTree after =
        before.apply(
            layer(1)
                .remove("/app/old")
                .file("/app/config", "bcd")
                .file("/app/new", "12")
                .link("/app/link", "same")
                .build());

    assertThat(described(TreeDifference.ofLayer(before, after)))
        .containsExactly("~ /app/config 2", "+ /app/new 2", "- /app/old -4");
  }

  @Test
  void aFileThatIsStoredAgainIsAChangeOfTheLayerButNoDifferenceOfImages() {
    FileTree before = FileTree.EMPTY.apply(layer(0).file("/app/config", "a").build());
    FileTree after = before.apply(layer(1).file("/app/config", "a").build());
    List<FileChange> ofImages = new ArrayList<>();

    TreeDifference.ofImages(before, after, ofImages::add);

    assertThat(described(TreeDifference.ofLayer(before, after))).containsExactly("~ /app/config 0");
    assertThat(ofImages).isEmpty();
  }

  @Test
  void aDirectoryThatBecomesAFileIsRemovedWithAllThatIsInIt() {
    FileTree before = FileTree.EMPTY.apply(layer(0).file("/app/lib/jar", "12345").build());
    FileTree after = before.apply(layer(1).file("/app", "x").build());

    assertThat(described(TreeDifference.ofLayer(before, after)))
        .containsExactly("- /app/lib/jar -5", "- /app/lib 0", "- /app 0", "+ /app 1");
  }

  @Test
  void otherPermissionsOfADirectoryAreAChange() {
    FileTree before = FileTree.EMPTY.apply(layer(0).directory("/app").build());
    FileTree after =
        before.apply(layer(1).directory("/app", new FileAttributes(0700, 0, 0)).build());

    assertThat(described(TreeDifference.ofLayer(before, after))).containsExactly("~ /app 0");
  }

  /// Random trees, each of which has random layers put on it: what is told of a layer must lead
  /// from the tree before it to the tree after it.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theChangesMakeTheTreeAfterOfTheTreeBefore(long seed) {
    Random random = new Random(seed);
    FileTree before = FileTree.EMPTY;
    for (int layer = 0; layer < 40; layer++) {
      FileTree after = before.apply(randomLayer(random, layer));

      SortedMap<String, Object> replayed = entries(before);
      for (FileChange change : TreeDifference.ofLayer(before, after)) {
        switch (change) {
          case Added(var path, var node) -> replayed.put(path, entry(node));
          case Modified(var path, _, var node) -> replayed.put(path, entry(node));
          case Removed(var path, _) -> replayed.remove(path);
        }
      }

      assertThat(replayed).isEqualTo(entries(after));
      before = after;
    }
  }

  private static LayerTree randomLayer(Random random, int index) {
    Layers layer = layer(index);
    for (int i = 0; i < 1 + random.nextInt(8); i++) {
      String path = randomPath(random);
      switch (random.nextInt(6)) {
        case 0 -> layer.remove(path);
        case 1 -> layer.empty(path);
        case 2 -> layer.directory(path, new FileAttributes(random.nextInt(512), 0, 0));
        case 3 -> layer.link(path, "target" + random.nextInt(2));
        default -> layer.file(path, "x".repeat(random.nextInt(5)));
      }
    }
    return layer.build();
  }

  private static String randomPath(Random random) {
    StringBuilder path = new StringBuilder();
    for (int names = 0; names <= random.nextInt(3); names++) {
      path.append('/').append((char) ('a' + random.nextInt(3)));
    }
    return path.toString();
  }

  private static SortedMap<String, Object> entries(FileTree tree) {
    SortedMap<String, Object> entries = new TreeMap<>();
    collect("", tree.root(), entries);
    return entries;
  }

  private static void collect(String path, Directory directory, SortedMap<String, Object> to) {
    directory
        .children()
        .forEach(
            (name, node) -> {
              to.put(path + "/" + name, entry(node));
              if (node instanceof Directory below) {
                collect(path + "/" + name, below, to);
              }
            });
  }

  /// Directories without what is in them, which has entries of its own.
  private static Object entry(FileNode node) {
    return node instanceof Directory directory ? directory.attributes() : node;
  }

  private static List<String> described(List<FileChange> changes) {
    return changes.stream()
        .map(
            change ->
                switch (change) {
                      case Added _ -> "+ ";
                      case Modified _ -> "~ ";
                      case Removed _ -> "- ";
                    }
                    + change.path()
                    + " "
                    + change.growthBytes())
        .filter(line -> !line.equals("+ /app 0"))
        .toList();
  }
}
