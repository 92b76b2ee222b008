package dev.gantry.llm.bench;

import dev.gantry.llm.collections.CollectionException;
import dev.gantry.llm.config.ConfigException;
import dev.gantry.llm.embedding.EmbeddingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./gantry bench service`: the service and its engine, mostly as ratios to something else that is
/// measured in the same run.
@Command(
    name = "service",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures the LLM service.")
public final class ServiceBench implements Callable<Integer> {
  private static final List<String> ALL =
      List.of("stream", "engine", "concurrent", "start", "collections", "embeddings", "kernels");

  @Option(
      names = "--only",
      split = ",",
      description =
          "Of stream, engine, concurrent, start, collections, embeddings, kernels. Default: all.")
  private List<String> only = ALL;

  @Option(names = "--rounds", description = "Rounds that count. Default: ${DEFAULT-VALUE}.")
  private int rounds = 5;

  @Option(
      names = "--threads",
      description = "Threads for large models. Default: one less than there are CPUs.")
  private int threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

  @Option(
      names = "--models",
      split = ",",
      description = "Of tiny, 20M, 100M, 1B. Default: ${DEFAULT-VALUE}.")
  private List<String> models = List.of("tiny", "100M", "1B");

  @Option(
      names = "--vectors",
      split = ",",
      description = "Sizes of collections. Default: ${DEFAULT-VALUE}.")
  private List<Integer> vectors = List.of(10_000, 100_000);

  @Option(
      names = "--kernels",
      split = ",",
      description = "Kernels to compare with the chosen ones. Default: ${DEFAULT-VALUE}.")
  private List<String> kernels = List.of("haswell");

  @Option(names = "--natives", required = true, description = "Directory with llama.cpp.")
  private Path natives = Path.of("");

  @Option(names = "--tiny", required = true, description = "The bundled model.")
  private Path tiny = Path.of("");

  @Option(
      names = "--service",
      required = true,
      description = "Directory with the modules of the service.")
  private Path service = Path.of("");

  @Option(names = "--cache", required = true, description = "Directory for what is made once.")
  private Path cache = Path.of("");

  @Option(names = "--output", description = "File for the figures. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("target", "bench", "service.json");

  /// Ends the process with 0 when everything was measured, whatever came out.
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ServiceBench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (!ALL.containsAll(only)) {
      System.err.println("--only takes " + String.join(", ", ALL));
      return CommandLine.ExitCode.USAGE;
    }
    Files.createDirectories(cache);
    Setup setup =
        new Setup(
            natives.toAbsolutePath(),
            tiny.toAbsolutePath(),
            cache.toAbsolutePath(),
            rounds,
            threads);
    Report report = new Report();
    Map<String, Path> files = files();
    try {
      for (String section : ALL) {
        if (only.contains(section)) {
          measure(section, setup, report, files);
        }
      }
    } finally {
      report.write(output);
    }
    System.out.printf("%nEvery value is in %s.%n", output);
    return CommandLine.ExitCode.OK;
  }

  /// The models by name; what is missing is made.
  private Map<String, Path> files() throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    if (models.contains("tiny")) {
      files.put("tiny", tiny.toAbsolutePath());
    }
    for (RandomModel model : RandomModel.all()) {
      if (models.contains(model.name())) {
        files.put(
            model.name() + " " + model.quantization(), model.in(cache.toAbsolutePath(), tiny));
      }
    }
    return files;
  }

  private void measure(String section, Setup setup, Report report, Map<String, Path> files)
      throws IOException,
          InterruptedException,
          ConfigException,
          CollectionException,
          EmbeddingException {
    switch (section) {
      case "stream" -> {
        report.begin(section, "gRPC against the engine in the same process, warm");
        StreamBench bench = new StreamBench(setup, report);
        for (Map.Entry<String, Path> file : files.entrySet()) {
          String name = file.getKey();
          boolean large = isLarge(name);
          // a token of a large model takes so long that no compiler is seen in it
          bench.compare(
              name,
              file.getValue(),
              threads(name),
              large ? 10 : 1000,
              isTiny(name) ? 20 : large ? 2 : 5,
              large ? 40 : 200);
        }
      }
      case "engine" -> {
        report.begin(section, "the engine against llama-bench of Debian sid, same files");
        DebianLlamaBench other = llamaBench(setup, report);
        EngineBench bench = new EngineBench(setup, report);
        for (Map.Entry<String, Path> file : files.entrySet()) {
          String name = file.getKey();
          bench.compare(
              name,
              file.getValue(),
              threads(name),
              isLarge(name) ? 64 : 256,
              isTiny(name) ? 256 : isLarge(name) ? 16 : 64,
              other);
        }
      }
      case "concurrent" -> {
        report.begin(section, "streams at once, all tokens together");
        for (Map.Entry<String, Path> file : files.entrySet()) {
          if (!isLarge(file.getKey())) {
            new StreamBench(setup, report)
                .concurrent(
                    file.getKey(),
                    file.getValue(),
                    threads(file.getKey()),
                    isTiny(file.getKey()) ? 100 : 20);
          }
        }
      }
      case "start" -> {
        report.begin(section, "start of the process, without an AOT cache");
        for (Map.Entry<String, Path> file : files.entrySet()) {
          new StartBench(setup, report)
              .measure(file.getKey(), file.getValue(), isTiny(file.getKey()) ? "<= 1500" : "");
        }
      }
      case "collections" -> {
        report.begin(section, "collections, 384 dimensions, 10 results");
        new CollectionBench(setup, report).measure(vectors);
      }
      case "embeddings" -> {
        report.begin(section, "engines for embeddings, texts of 16 tokens, one thread");
        new EmbeddingBench(setup, report, service.toAbsolutePath()).measure();
      }
      default -> {
        report.begin(section, "kernels that the library chooses against others");
        for (Map.Entry<String, Path> file : files.entrySet()) {
          String name = file.getKey();
          if (!isLarge(name)) {
            new EngineBench(setup, report)
                .kernels(
                    name, file.getValue(), threads(name), 128, isTiny(name) ? 256 : 48, kernels);
          }
        }
      }
    }
  }

  private static boolean isTiny(String model) {
    return model.equals("tiny");
  }

  private static boolean isLarge(String model) {
    return model.startsWith("1B");
  }

  private int threads(String model) {
    return isTiny(model) ? 1 : threads;
  }

  private static @Nullable DebianLlamaBench llamaBench(Setup setup, Report report)
      throws InterruptedException {
    try {
      return DebianLlamaBench.in(setup.cache().resolve("debian-sid"));
    } catch (IOException e) {
      report.missing("llama-bench", String.valueOf(e.getMessage()));
      return null;
    }
  }
}
