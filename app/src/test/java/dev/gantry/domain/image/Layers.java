package dev.gantry.domain.image;

import dev.gantry.domain.image.FileNode.Leaf;
import dev.gantry.domain.image.FileNode.RegularFile;
import dev.gantry.domain.image.FileNode.SymbolicLink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Layers and images written by hand. A file's bytes are a text, and its size is the length of it.
public final class Layers {
  public static final Instant CREATED = Instant.parse("2026-11-22T10:00:00Z");
  public static final FileAttributes FILE = new FileAttributes(0644, 0, 0);
  public static final FileAttributes DIRECTORY = new FileAttributes(0755, 0, 0);

  private final LayerTreeBuilder builder = new LayerTreeBuilder();
  private final int index;
  private int files;

  private Layers(int index) {
    this.index = index;
  }

  /// A layer at a position in its image.
  public static Layers layer(int index) {
    return new Layers(index);
  }

  public Layers file(String path, String text) {
    return file(path, text, FILE);
  }

  public Layers file(String path, String text, FileAttributes attributes) {
    builder.store(names(path), new RegularFile(attributes, content(index, files++, text)));
    return this;
  }

  public Layers hardLink(String path, String target) {
    builder.add(names(path), builder.find(names(target)).orElseThrow());
    return this;
  }

  public Layers link(String path, String target) {
    builder.add(names(path), new SymbolicLink(new FileAttributes(0777, 0, 0), target));
    return this;
  }

  public Layers directory(String path) {
    return directory(path, DIRECTORY);
  }

  public Layers directory(String path, FileAttributes attributes) {
    builder.directory(names(path), attributes);
    return this;
  }

  public Layers remove(String path) {
    builder.remove(names(path));
    return this;
  }

  public Layers empty(String path) {
    builder.empty(names(path));
    return this;
  }

  public LayerTree build() {
    return builder.build();
  }

  /// An image of layers, whose digests come from `name` and the positions.
  public static ImageContents image(String name, LayerTree... layers) {
    return image(name, ImageConfiguration.NONE, List.of(layers));
  }

  public static ImageContents image(
      String name, ImageConfiguration configuration, List<LayerTree> layers) {
    List<Layer> described =
        IntStream.range(0, layers.size())
            .mapToObj(i -> described(i, layers.get(i).storedBytes()))
            .toList();
    long sizeBytes = layers.stream().mapToLong(LayerTree::storedBytes).sum();
    return new ImageContents(
        new Image(
            new Digest("sha256:" + name.replaceAll("[^a-z0-9]", "-")),
            List.of(name),
            "linux/amd64",
            CREATED,
            sizeBytes,
            described,
            configuration),
        layers);
  }

  /// The paths of all leaves with what is in them.
  public static List<String> leaves(FileTree tree) {
    List<String> leaves = new ArrayList<>();
    tree.forEachLeaf((path, leaf) -> leaves.add(path + " " + sizeOf(leaf)));
    return leaves;
  }

  static FileContent content(int layer, int number, String text) {
    byte[] bytes = new byte[ContentHash.LENGTH];
    byte[] start = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer.wrap(bytes).put(start, 0, Math.min(start.length, bytes.length));
    return new FileContent(ContentHash.of(bytes), start.length, layer, number);
  }

  private static long sizeOf(Leaf leaf) {
    return leaf.sizeBytes();
  }

  private static Layer described(int index, long sizeBytes) {
    return new Layer(
        index,
        new Digest("sha256:" + Integer.toString(index).repeat(64)),
        sizeBytes,
        "RUN step " + index,
        CREATED,
        Optional.empty());
  }

  private static List<String> names(String path) {
    return path.equals("/") ? List.of() : List.of(path.substring(1).split("/"));
  }
}
