package dev.gantry.llm.collections;

import dev.gantry.llm.collections.CollectionException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/// All collections, each in a directory of its own. They get their name when they are complete, and
/// lose it before they are deleted: what has none when the store is opened is what a process that
/// ended left behind, and is removed.
public final class CollectionStore implements AutoCloseable {
  /// Of directories that are no collections; no name of one begins so.
  private static final String NAMELESS = ".nameless-";

  private final Path root;
  private final Map<String, DocumentCollection> collections = new TreeMap<>();

  private CollectionStore(Path root) {
    this.root = root;
  }

  /// Opens the collections in a directory, which is made where it is not there.
  ///
  /// @throws IOException where it cannot be used, or another process uses it
  public static CollectionStore open(Path root) throws IOException {
    Files.createDirectories(root);
    CollectionStore store = new CollectionStore(root);
    try {
      store.openAll();
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
    return store;
  }

  private void openAll() throws IOException {
    List<Path> directories;
    try (Stream<Path> all = Files.list(root)) {
      directories = all.filter(Files::isDirectory).toList();
    }
    for (Path directory : directories) {
      String name = directory.getFileName().toString();
      if (name.startsWith(NAMELESS)) {
        delete(directory);
      } else {
        collections.put(name, DocumentCollection.open(name, directory));
      }
    }
  }

  /// Creates an empty collection.
  ///
  /// @param name fit for the name of a directory
  /// @param model that makes vectors of texts; empty for none
  public synchronized DocumentCollection create(String name, int dimensions, String model)
      throws CollectionException, IOException {
    if (collections.containsKey(name)) {
      throw new CollectionException(
          Kind.EXISTS, "There is a collection \"%s\" already.".formatted(name));
    }
    Path nameless = nameless();
    DocumentCollection.create(nameless, dimensions, model);
    Files.move(nameless, root.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    DocumentCollection created = DocumentCollection.open(name, root.resolve(name));
    collections.put(name, created);
    return created;
  }

  /// The collection of a name.
  public synchronized DocumentCollection get(String name) throws CollectionException {
    DocumentCollection found = collections.get(name);
    if (found == null) {
      throw missing(name);
    }
    return found;
  }

  private static CollectionException missing(String name) {
    return new CollectionException(Kind.MISSING, "There is no collection \"%s\".".formatted(name));
  }

  /// All of them, by name.
  public synchronized List<CollectionInfo> list() {
    return collections.values().stream().map(DocumentCollection::info).toList();
  }

  /// Deletes a collection.
  public synchronized void delete(String name) throws CollectionException, IOException {
    DocumentCollection removed = collections.remove(name);
    if (removed == null) {
      throw missing(name);
    }
    removed.close();
    Path nameless = nameless();
    Files.move(root.resolve(name), nameless, StandardCopyOption.ATOMIC_MOVE);
    delete(nameless);
  }

  private Path nameless() {
    return root.resolve(NAMELESS + UUID.randomUUID());
  }

  private static void delete(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(directory)) {
      all = new ArrayList<>(walk.sorted(Comparator.reverseOrder()).toList());
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    for (DocumentCollection collection : collections.values()) {
      collection.close();
    }
    collections.clear();
  }
}
