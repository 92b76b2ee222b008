package dev.gantry.llm.collections;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A process that writes documents in groups of three and prints the number of each group when it
/// is on the disk, until it is killed.
public final class CollectionWriter {
  static final String COLLECTION = "killed";
  static final int GROUP = 3;

  private CollectionWriter() {}

  /// Writes.
  ///
  /// @param arguments directory of the store, number of the first group
  public static void main(String[] arguments) throws Exception {
    CollectionStore store = CollectionStore.open(Path.of(arguments[0]));
    DocumentCollection collection =
        store.list().isEmpty() ? store.create(COLLECTION, 2, "") : store.get(COLLECTION);
    for (int group = Integer.parseInt(arguments[1]); ; group++) {
      collection.upsert(documents(group));
      System.out.println(group);
    }
  }

  private static List<StoredDocument> documents(int group) {
    return IntStream.range(0, GROUP)
        .mapToObj(
            i ->
                new StoredDocument(
                    new Passage(group + "-" + i, "text", Map.of()),
                    new float[] {(float) Math.cos(group), (float) Math.sin(group)}))
        .toList();
  }
}
