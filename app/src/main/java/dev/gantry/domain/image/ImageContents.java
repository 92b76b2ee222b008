package dev.gantry.domain.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/// An image with its files, layer by layer.
public final class ImageContents {
  private final Image image;
  private final List<LayerTree> layers;
  private final List<FileTree> trees;

  /// @param layers what each layer of the image does, from the bottom up
  public ImageContents(Image image, List<LayerTree> layers) {
    if (layers.size() != image.layers().size()) {
      throw new IllegalArgumentException(
          "%d trees for %d layers".formatted(layers.size(), image.layers().size()));
    }
    this.image = image;
    this.layers = List.copyOf(layers);
    List<FileTree> growing = new ArrayList<>(List.of(FileTree.EMPTY));
    layers.forEach(layer -> growing.add(growing.getLast().apply(layer)));
    this.trees = Collections.unmodifiableList(growing);
  }

  public Image image() {
    return image;
  }

  /// The files that a container of the image begins with.
  public FileTree files() {
    return trees.getLast();
  }

  /// The files up to a layer, with it.
  public FileTree filesAfter(int layer) {
    return trees.get(layer + 1);
  }

  /// What a layer has changed.
  public List<FileChange> changesOf(int layer) {
    return TreeDifference.ofLayer(trees.get(layer), trees.get(layer + 1));
  }

  /// Tells what a layer has changed, without a list of it all.
  public void forEachChangeOf(int layer, Consumer<FileChange> visitor) {
    TreeDifference.ofLayer(trees.get(layer), trees.get(layer + 1), visitor);
  }

  /// How much each layer has changed.
  public List<ChangeCount> changeCounts() {
    List<ChangeCount> counts = new ArrayList<>();
    for (int layer = 0; layer < layers.size(); layer++) {
      ChangeCount.Counter counter = new ChangeCount.Counter();
      forEachChangeOf(layer, counter);
      counts.add(counter.count());
    }
    return List.copyOf(counts);
  }

  /// Bytes of the files in all layers: what the image takes, without what file systems and archives
  /// need besides.
  public long storedBytes() {
    return layers.stream().mapToLong(LayerTree::storedBytes).sum();
  }

  /// What the image stores for nothing.
  public Waste waste() {
    return WasteSearch.in(this);
  }
}
