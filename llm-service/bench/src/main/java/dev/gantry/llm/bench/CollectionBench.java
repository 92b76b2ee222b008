package dev.gantry.llm.bench;

import dev.gantry.llm.collections.CollectionException;
import dev.gantry.llm.collections.CollectionStore;
import dev.gantry.llm.collections.DocumentCollection;
import dev.gantry.llm.collections.Passage;
import dev.gantry.llm.collections.StoredDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Queries of a collection of random vectors, and how fast it is filled.
final class CollectionBench {
  private static final int DIMENSIONS = 384;
  private static final int GROUP = 1000;
  private static final int QUERIES = 200;
  private static final int RESULTS = 10;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Setup setup;
  private final Report report;
  private final SplittableRandom random = new SplittableRandom(4711);

  CollectionBench(Setup setup, Report report) {
    this.setup = setup;
    this.report = report;
  }

  /// With growing numbers of documents in one collection.
  void measure(List<Integer> sizes) throws IOException, CollectionException {
    Path directory = Files.createTempDirectory(setup.cache(), "collections");
    try (CollectionStore store = CollectionStore.open(directory)) {
      DocumentCollection collection = store.create("bench", DIMENSIONS, "");
      int documents = 0;
      for (int size : sizes.stream().sorted().toList()) {
        int before = documents;
        long begin = System.nanoTime();
        for (; documents < size; documents += GROUP) {
          collection.upsert(group(documents));
        }
        Samples filling = new Samples();
        filling.add((documents - before) * NANOS_PER_SECOND / (System.nanoTime() - begin));
        Samples median = new Samples();
        // one that does not count
        for (int round = -1; round < setup.rounds(); round++) {
          double queried = query(collection);
          if (round >= 0) {
            median.add(queried);
          }
        }
        report.figure("%,d vectors: query, p50".formatted(size), median, "ms", "");
        report.figure("%,d vectors: filling".formatted(size), filling, "docs/s", "");
      }
    } finally {
      delete(directory);
    }
  }

  private List<StoredDocument> group(int first) {
    List<StoredDocument> group = new ArrayList<>();
    for (int i = 0; i < GROUP; i++) {
      String id = Integer.toString(first + i);
      group.add(new StoredDocument(new Passage(id, "Document " + id, Map.of()), vector()));
    }
    return group;
  }

  private double query(DocumentCollection collection) throws IOException {
    Samples times = new Samples();
    for (int i = 0; i < QUERIES; i++) {
      float[] vector = vector();
      long begin = System.nanoTime();
      collection.query(vector, RESULTS, null);
      times.add((System.nanoTime() - begin) / NANOS_PER_MILLI);
    }
    return times.median();
  }

  /// Of length 1.
  private float[] vector() {
    float[] vector = new float[DIMENSIONS];
    double sum = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = (float) random.nextGaussian();
      sum += vector[i] * vector[i];
    }
    float length = (float) Math.sqrt(sum);
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] /= length;
    }
    return vector;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
