package dev.gantry.llm.bench;

import dev.gantry.llm.embedding.EmbeddingEngine;
import dev.gantry.llm.embedding.EmbeddingEngineProvider;
import dev.gantry.llm.embedding.EmbeddingEngineProvider.Settings;
import dev.gantry.llm.embedding.EmbeddingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SplittableRandom;

/// Texts per second of the engines for embeddings, in turn, with one thread.
final class EmbeddingBench {
  private static final List<Integer> BATCHES = List.of(1, 32);

  /// Tokens of a sentence.
  private static final int LENGTH = 16;

  private static final int FIRST_WORD = 2000;
  private static final int LAST_WORD = 29_000;
  private static final int TEXTS_IN_A_ROUND = 192;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Setup setup;
  private final Report report;
  private final Path service;
  private final SplittableRandom random = new SplittableRandom(4711);

  /// Has measured nothing yet.
  ///
  /// @param service directory with the modules of the engines
  EmbeddingBench(Setup setup, Report report, Path service) {
    this.setup = setup;
    this.report = report;
    this.service = service;
  }

  /// Measures all engines that there are for this platform.
  void measure() throws EmbeddingException {
    Optional<EmbeddingEngine> torch = open("torch", "model");
    if (torch.isEmpty()) {
      report.missing("torch", "there is no PyTorch for this platform");
      return;
    }
    try (EmbeddingEngine first = torch.orElseThrow();
        EmbeddingEngine onnx = open("onnx", "model").orElseThrow();
        EmbeddingEngine quantised = open("onnx", "model-q").orElseThrow()) {
      for (int batch : BATCHES) {
        compare(batch, first, onnx, quantised);
      }
    }
  }

  private Optional<EmbeddingEngine> open(String name, String model) throws EmbeddingException {
    Path target = service.resolve("embedding-" + name).resolve("target");
    Path natives = target.resolve("natives").resolve(setup.natives().getFileName());
    for (EmbeddingEngineProvider provider : ServiceLoader.load(EmbeddingEngineProvider.class)) {
      if (provider.name().equals(name) && natives.toFile().isDirectory()) {
        return Optional.of(provider.open(new Settings(target.resolve(model), natives, 1)));
      }
    }
    return Optional.empty();
  }

  private void compare(
      int batch, EmbeddingEngine torch, EmbeddingEngine onnx, EmbeddingEngine quantised)
      throws EmbeddingException {
    Samples torchRate = new Samples();
    Samples onnxRate = new Samples();
    Samples quantisedRate = new Samples();
    Samples ratio = new Samples();
    // one that does not count
    for (int round = -1; round < setup.rounds(); round++) {
      double first = rate(torch, batch);
      double second = rate(onnx, batch);
      double third = rate(quantised, batch);
      if (round >= 0) {
        torchRate.add(first);
        onnxRate.add(second);
        quantisedRate.add(third);
        ratio.add(first / second);
      }
    }
    String prefix = "batch of %d: ".formatted(batch);
    report.figure(prefix + "torch / onnx", ratio, "", batch == 1 ? "" : ">= 0.7");
    report.figure(prefix + "torch", torchRate, "texts/s", "");
    report.figure(prefix + "onnx", onnxRate, "texts/s", "");
    report.figure(prefix + "onnx, quantised", quantisedRate, "texts/s", "");
  }

  private double rate(EmbeddingEngine engine, int batch) throws EmbeddingException {
    int calls = TEXTS_IN_A_ROUND / batch;
    List<int[]> texts = texts(batch);
    long begin = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      engine.embed(texts);
    }
    return calls * batch * NANOS_PER_SECOND / (System.nanoTime() - begin);
  }

  private List<int[]> texts(int count) {
    List<int[]> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(random.ints(LENGTH, FIRST_WORD, LAST_WORD).toArray());
    }
    return texts;
  }
}
