package dev.gantry.llm.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.llm.collections.MetadataValue.Numeric;
import dev.gantry.llm.collections.MetadataValue.Text;
import dev.gantry.llm.collections.MetadataValue.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectionStoreTest {
  @TempDir private Path directory;

  private CollectionStore store;

  @BeforeEach
  void open() throws IOException {
    store = CollectionStore.open(directory);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private void reopen() throws IOException {
    store.close();
    store = CollectionStore.open(directory);
  }

  private static StoredDocument document(
      String id, float x, float y, Map<String, MetadataValue> metadata) {
    return new StoredDocument(new Passage(id, "text of " + id, metadata), unit(x, y));
  }

  private static float[] unit(float x, float y) {
    float length = (float) Math.sqrt(x * x + y * y);
    return new float[] {x / length, y / length};
  }

  private DocumentCollection fruit() throws Exception {
    DocumentCollection fruit = store.create("fruit", 2, "");
    fruit.upsert(
        List.of(
            document("apple", 1, 0, Map.of("colour", new Text("red"), "weight", new Numeric(150))),
            document(
                "cherry", 1, 0.1f, Map.of("colour", new Text("red"), "weight", new Numeric(8))),
            document("lemon", 0, 1, Map.of("colour", new Text("yellow"), "sour", new Truth(true))),
            document("nothing", -1, 0, Map.of())));
    return fruit;
  }

  private static List<String> ids(DocumentCollection collection, @Nullable Filter filter)
      throws IOException {
    return collection.query(unit(1, 0), 10, filter).stream()
        .map(match -> match.passage().id())
        .toList();
  }

  @Test
  void findsTheNearestFirst() throws Exception {
    DocumentCollection fruit = fruit();

    assertThat(ids(fruit, null)).containsExactly("apple", "cherry", "lemon", "nothing");
    List<Match> two = fruit.query(unit(0, 5), 2, null);
    assertThat(two)
        .first()
        .isEqualTo(
            new Match(
                new Passage(
                    "lemon",
                    "text of lemon",
                    Map.of("colour", new Text("yellow"), "sour", new Truth(true))),
                1));
    assertThat(two).hasSize(2);
    assertThat(fruit.query(unit(1, 0), 9, null).getLast().score()).isEqualTo(-1);
  }

  @Test
  void findsOnlyWhatAFilterMatches() throws Exception {
    DocumentCollection fruit = fruit();
    Filter red = new Filter.In("colour", List.of(new Text("red")));
    Filter light = new Filter.Range("weight", Double.NEGATIVE_INFINITY, 8);

    assertThat(ids(fruit, red)).containsExactly("apple", "cherry");
    assertThat(ids(fruit, light)).containsExactly("cherry");
    assertThat(ids(fruit, new Filter.Not(red))).containsExactly("lemon", "nothing");
    assertThat(ids(fruit, new Filter.All(List.of(red, new Filter.Not(light)))))
        .containsExactly("apple");
    assertThat(
            ids(
                fruit,
                new Filter.AnyOf(List.of(light, new Filter.In("sour", List.of(new Truth(true)))))))
        .containsExactly("cherry", "lemon");
    assertThat(ids(fruit, new Filter.In("weight", List.of(new Numeric(150), new Text("8")))))
        .containsExactly("apple");
    assertThat(ids(fruit, new Filter.In("sour", List.of(new Text("true"))))).isEmpty();
  }

  @Test
  void replacesADocumentOfTheSameId() throws Exception {
    DocumentCollection fruit = fruit();

    long count = fruit.upsert(List.of(document("apple", -1, 0.1f, Map.of())));

    assertThat(count).isEqualTo(4);
    assertThat(ids(fruit, null)).containsExactly("cherry", "lemon", "apple", "nothing");
  }

  @Test
  void deletesByIdAndByFilter() throws Exception {
    DocumentCollection fruit = fruit();

    long count =
        fruit.delete(
            List.of("nothing", "no such"), new Filter.In("colour", List.of(new Text("yellow"))));

    assertThat(count).isEqualTo(2);
    assertThat(ids(fruit, null)).containsExactly("apple", "cherry");
  }

  @Test
  void keepsEverythingOverARestart() throws Exception {
    DocumentCollection numbers = store.create("numbers", 2, "some-model");
    Numeric[] odd = {
      new Numeric(Double.POSITIVE_INFINITY), new Numeric(-0.0), new Numeric(Double.MIN_VALUE)
    };
    numbers.upsert(
        List.of(
            document(
                "n\u0000\"é🙂",
                1,
                0,
                Map.of("a", odd[0], "b", odd[1], "c", odd[2], "d", new Text("[\"]")))));
    reopen();

    assertThat(store.list()).containsExactly(new CollectionInfo("numbers", 2, "some-model", 1));
    assertThat(store.get("numbers").query(unit(1, 0), 1, null).getFirst().passage())
        .isEqualTo(
            new Passage(
                "n\u0000\"é🙂",
                "text of n\u0000\"é🙂",
                Map.of("a", odd[0], "b", odd[1], "c", odd[2], "d", new Text("[\"]"))));
  }

  @Test
  void changesNothingWhereOneDocumentIsWrong() throws Exception {
    DocumentCollection fruit = fruit();
    StoredDocument wrong =
        new StoredDocument(new Passage("long", "", Map.of()), new float[] {1, 0, 0});

    assertThatThrownBy(() -> fruit.upsert(List.of(document("fig", 1, 1, Map.of()), wrong)))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(fruit.info().documents()).isEqualTo(4);
    assertThat(fruit.upsert(List.of(document("fig", 1, 1, Map.of())))).isEqualTo(5);
  }

  @Test
  void findsNearlyAllOfTheNearestOfMany() throws Exception {
    Random random = new Random(1);
    List<StoredDocument> documents = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      vectors.add(randomUnit(random, 32));
      documents.add(new StoredDocument(new Passage("" + i, "", Map.of()), vectors.getLast()));
    }
    DocumentCollection many = store.create("many", 32, "");
    many.upsert(documents);

    float[] query = randomUnit(random, 32);
    List<String> nearest =
        Stream.iterate(0, i -> i + 1)
            .limit(vectors.size())
            .sorted((a, b) -> Float.compare(dot(vectors.get(b), query), dot(vectors.get(a), query)))
            .limit(20)
            .map(i -> "" + i)
            .toList();

    assertThat(many.query(query, 20, null))
        .hasSize(20)
        .extracting(match -> match.passage().id())
        .filteredOn(nearest::contains)
        .hasSizeGreaterThan(15);
  }

  private static float[] randomUnit(Random random, int dimensions) {
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    float length = (float) Math.sqrt(dot(vector, vector));
    for (int i = 0; i < dimensions; i++) {
      vector[i] /= length;
    }
    return vector;
  }

  private static float dot(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Test
  void knowsItsCollectionsByName() throws Exception {
    store.create("b", 1, "");
    store.create("a", 3, "m");

    assertThat(store.list())
        .containsExactly(new CollectionInfo("a", 3, "m", 0), new CollectionInfo("b", 1, "", 0));
    assertThatThrownBy(() -> store.create("a", 1, ""))
        .isInstanceOf(CollectionException.class)
        .hasMessage("There is a collection \"a\" already.");
    assertThatThrownBy(() -> store.get("c"))
        .isInstanceOf(CollectionException.class)
        .hasMessage("There is no collection \"c\".");
  }

  @Test
  void deletesACollectionForGood() throws Exception {
    fruit();

    store.delete("fruit");

    assertThatThrownBy(() -> store.delete("fruit")).isInstanceOf(CollectionException.class);
    assertThat(directory).isEmptyDirectory();
    assertThat(store.create("fruit", 2, "").info())
        .isEqualTo(new CollectionInfo("fruit", 2, "", 0));
  }

  @Test
  void removesWhatAnEarlierProcessLeftWithoutAName() throws Exception {
    Files.writeString(
        Files.createDirectory(directory.resolve(".nameless-1")).resolve("file"), "rest");
    Files.writeString(directory.resolve("note.txt"), "not ours");
    reopen();

    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactly("note.txt");
    }
  }

  @Test
  void refusesADirectoryThatIsInUse() throws Exception {
    fruit();

    assertThatThrownBy(() -> CollectionStore.open(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Lock held");
    assertThat(store.list()).hasSize(1);
  }
}
