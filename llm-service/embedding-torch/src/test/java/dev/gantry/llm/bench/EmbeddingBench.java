package dev.gantry.llm.bench;

import dev.gantry.llm.embedding.EmbeddingEngine;
import dev.gantry.llm.embedding.EmbeddingEngineProvider;
import dev.gantry.llm.embedding.EmbeddingEngineProvider.Settings;
import dev.gantry.llm.embedding.EmbeddingException;
import dev.gantry.llm.embedding.Reference;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;

/// How many texts a second the engines on the class path embed, batch by batch in turn, and how the
/// first one compares with the others. Rates are texts per second of CPU of the thread that
/// computes: on a busy machine the clock on the wall tells of the neighbours, and with one thread
/// that is all.
///
/// ```
/// EmbeddingBench ROUNDS NAME=MODEL,NATIVES NAME=MODEL,NATIVES
/// ```
public final class EmbeddingBench {
  private static final List<Integer> BATCHES = List.of(1, 32);
  private static final int WARM_UP = 5;

  /// Texts of the length that sentences have: a long one would fill up the rows of its whole batch.
  private static final int MOST_TOKENS = 24;

  private EmbeddingBench() {}

  /// Measures and prints.
  ///
  /// @param arguments see above
  @SuppressWarnings("SystemOut") // prints the results
  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    Map<String, EmbeddingEngine> engines = new LinkedHashMap<>();
    for (String argument : Arrays.asList(arguments).subList(1, arguments.length)) {
      String[] parts = argument.split("[=,]", -1);
      engines.put(
          argument.substring(0, argument.indexOf(',')),
          provider(parts[0]).open(new Settings(Path.of(parts[1]), Path.of(parts[2]), 1)));
    }
    for (int batch : BATCHES) {
      List<List<int[]>> batches = batches(batch);
      Map<String, Double> rates = rates(engines, batches, rounds);
      double first = rates.values().iterator().next();
      rates.forEach(
          (name, rate) ->
              System.out.printf(
                  Locale.ROOT,
                  "batch %2d  %8.1f texts/s  first/this %.2f  %s%n",
                  batch,
                  rate,
                  first / rate,
                  name));
    }
    engines.values().forEach(EmbeddingEngine::close);
  }

  private static EmbeddingEngineProvider provider(String name) {
    return ServiceLoader.load(EmbeddingEngineProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no engine " + name));
  }

  /// The texts of the reference, those of like length together, as the server does it.
  private static List<List<int[]>> batches(int size) throws Exception {
    List<int[]> texts =
        Reference.readAll().stream()
            .map(Reference::tokens)
            .filter(tokens -> tokens.length <= MOST_TOKENS)
            .sorted(Comparator.comparingInt(tokens -> tokens.length))
            .toList();
    List<List<int[]>> batches = new ArrayList<>();
    for (int from = 0; from + size <= texts.size(); from += size) {
      batches.add(texts.subList(from, from + size));
    }
    return batches;
  }

  private static Map<String, Double> rates(
      Map<String, EmbeddingEngine> engines, List<List<int[]>> batches, int rounds)
      throws EmbeddingException {
    Map<String, Double> rates = new LinkedHashMap<>();
    Map<String, long[]> best = new LinkedHashMap<>();
    for (Map.Entry<String, EmbeddingEngine> engine : engines.entrySet()) {
      long[] least = new long[batches.size()];
      Arrays.fill(least, Long.MAX_VALUE);
      best.put(engine.getKey(), least);
      for (int i = 0; i < WARM_UP; i++) {
        engine.getValue().embed(batches.getFirst());
      }
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < batches.size(); i++) {
        for (Map.Entry<String, EmbeddingEngine> engine : engines.entrySet()) {
          long begin = cpu();
          engine.getValue().embed(batches.get(i));
          long[] least = Objects.requireNonNull(best.get(engine.getKey()));
          least[i] = Math.min(least[i], cpu() - begin);
        }
      }
    }
    best.forEach(
        (name, least) ->
            rates.put(
                name,
                batches.size() * batches.getFirst().size() * 1e9 / Arrays.stream(least).sum()));
    return rates;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
