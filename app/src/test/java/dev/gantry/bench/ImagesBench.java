package dev.gantry.bench;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.gantry.EngineAvailable;
import dev.gantry.adapter.docker.DockerEngine;
import dev.gantry.adapter.docker.DockerImageFiles;
import dev.gantry.adapter.docker.DockerImageSource;
import dev.gantry.adapter.docker.EngineEnvironment;
import dev.gantry.adapter.docker.EngineLocator;
import dev.gantry.adapter.docker.ImageLayers;
import dev.gantry.adapter.docker.layers.LayerCache;
import dev.gantry.bench.ImagesBuilder.Cache;
import dev.gantry.domain.image.Image;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./gantry bench images`: what the images of the bundled service weigh, how long they take to
/// build and to start, and whether that is what was aimed at. Built and read by Gantry's own
/// driver.
@Command(name = "images", mixinStandardHelpOptions = true, sortOptions = false)
final class ImagesBench implements Callable<Integer> {
  private static final List<String> MODES = List.of("baseline", "prod", "slim", "dev");
  private static final Set<String> COMPARED = Set.of("baseline", "prod");
  private static final Set<String> NOT_RUN = Set.of("dev");
  private static final Set<String> PARTS =
      new TreeSet<>(
          List.of("sizes", "account", "run", "cold", "first", "change", "same", "devloop"));
  private static final Set<String> ACCOUNTED = Set.of("prod", "slim");
  private static final int PROBES = 10;
  // the only other program that every image has loads programs
  private static final List<String> NOTHING =
      List.of(
          System.getProperty("os.arch").equals("aarch64")
              ? "/lib/ld-linux-aarch64.so.1"
              : "/lib64/ld-linux-x86-64.so.2",
          "--version");
  private static final List<String> JAVA = List.of("java", "-XX:+UseSerialGC", "-version");

  @Option(names = "--service", description = "The clone to copy. Default: the current directory.")
  private Path service = Path.of("").toAbsolutePath();

  @Option(
      names = "--only",
      split = ",",
      description =
          "Parts: sizes, account, run (footprint, start, memory), cold, first (a cold build with no"
              + " cache at all), change, same (whether a build without cache gives the same layers),"
              + " devloop (all that `./gantry bench devloop` measures)."
              + " Default: all.")
  private Set<String> only = PARTS;

  @Option(
      names = "--modes",
      split = ",",
      description = "Modes. Default: baseline, prod, slim, dev.")
  private List<String> modes = MODES;

  @Option(
      names = "--pairs",
      description = "How often each cold build and each change is timed. Default: 2.")
  private int pairs = 2;

  @Option(names = "--starts", description = "How often each container is started. Default: 5.")
  private int starts = 5;

  @Option(
      names = "--json",
      description = "File for the results. Default: target/bench/images.json of the clone.")
  private Optional<Path> json = Optional.empty();

  /// Runs this bench alone.
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ImagesBench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (!PARTS.containsAll(only)) {
      throw new CommandLine.ParameterException(
          new CommandLine(this), "there is no such part; parts are " + PARTS);
    }
    Path directory = Files.createTempDirectory("gantry-images-bench");
    String host = EngineAvailable.address().host();
    ImagesReport report = new ImagesReport();
    try (ImagesBuilder builder = new ImagesBuilder(service, directory);
        DockerEngine engine =
            new DockerEngine(
                new EngineLocator(
                    EngineEnvironment.of(System.getenv(), directory), Optional::empty));
        ZerodepDockerHttpClient http =
            new ZerodepDockerHttpClient.Builder().dockerHost(URI.create(host)).build()) {
      DockerClient client =
          DockerClientImpl.getInstance(
              DefaultDockerClientConfig.createDefaultConfigBuilder().withDockerHost(host).build(),
              http);
      engine.check();
      part(report, "first", () -> measureBuilds(builder, report, "first", Cache.EMPTY, 1));
      for (String mode : modes) {
        builder.build(mode, Cache.AS_IT_IS);
      }
      part(report, "sizes", () -> measureSizes(engine, client, report));
      part(
          report,
          "account",
          () ->
              account(
                  engine,
                  new DockerImageFiles(engine, new LayerCache(directory.resolve("layers"))),
                  report));
      part(report, "run", () -> measureRuns(engine, client, report));
      part(report, "cold", () -> measureBuilds(builder, report, "cold", Cache.MOUNTS_ONLY, pairs));
      part(report, "same", () -> compareLayers(builder, report));
      part(report, "change", () -> measureChanges(builder, report));
    }
    Path file = json.orElse(service.resolve("target/bench/images.json"));
    part(report, "devloop", () -> measureDevloop(file.resolveSibling("devloop.json")));
    report.print();
    report.write(file);
    System.out.println("written to " + file);
    return 0;
  }

  @FunctionalInterface
  private interface Part {
    void measure() throws IOException, InterruptedException;
  }

  /// Measures where it was asked for, and says how long that took.
  private void part(ImagesReport report, String name, Part part)
      throws IOException, InterruptedException {
    if (only.contains(name)) {
      long begin = System.nanoTime();
      part.measure();
      report.took(name, Duration.ofNanos(System.nanoTime() - begin));
    }
  }

  private static void measureDevloop(Path output) {
    int code = new CommandLine(new DevloopBench()).execute("--output", output.toString());
    if (code != 0) {
      throw new IllegalStateException("the development loop was not measured");
    }
  }

  private void account(DockerEngine engine, DockerImageFiles files, ImagesReport report)
      throws InterruptedException {
    DockerImageSource images = new DockerImageSource(engine);
    for (String mode : modes.stream().filter(ACCOUNTED::contains).toList()) {
      Image image = images.find(ImagesBuilder.image(mode)).orElseThrow();
      report.account(mode, ImagesAccount.of(files.read(image, _ -> {}).files()));
    }
  }

  private void measureSizes(DockerEngine engine, DockerClient client, ImagesReport report)
      throws IOException {
    DockerImageSource images = new DockerImageSource(engine);
    for (String mode : modes) {
      String image = ImagesBuilder.image(mode);
      report.putBytes("unpacked", mode, images.find(image).orElseThrow().sizeBytes());
      report.putBytes("compressed", mode, CompressedSize.of(client, image));
    }
  }

  private void measureRuns(DockerEngine engine, DockerClient client, ImagesReport report)
      throws IOException, InterruptedException {
    DockerImageSource images = new DockerImageSource(engine);
    Map<String, List<Double>> serving = new LinkedHashMap<>();
    Map<String, List<Double>> servingSinceStart = new LinkedHashMap<>();
    Map<String, List<Double>> model = new LinkedHashMap<>();
    Map<String, List<Double>> embedding = new LinkedHashMap<>();
    Map<String, List<Double>> resident = new LinkedHashMap<>();
    // in turn, so that what slows the machine down for a while slows down all
    for (int i = 0; i < starts; i++) {
      for (String mode : modes) {
        if (NOT_RUN.contains(mode)) {
          continue; // it compiles first
        }
        try (ImagesContainer container = container(client, mode)) {
          add(serving, mode, container.serving().sinceCall());
          add(servingSinceStart, mode, container.serving().sinceStart());
          container.embed();
          add(resident, mode, (double) container.residentBytes());
          add(model, mode, container.loadMillis("model.ready"));
          add(embedding, mode, container.loadMillis("embedding.ready"));
          if (i == 0) {
            long image = images.find(ImagesBuilder.image(mode)).orElseThrow().sizeBytes();
            report.putBytes("footprint", mode, image + container.writtenBytes());
            report.putBytes("written", mode, container.writtenBytes());
            measureProbe(container, mode, report);
          }
        }
      }
    }
    report.putMedians("serving", serving, "ms");
    report.putMedians("serving_of_start", servingSinceStart, "ms");
    report.putMedians("model_load", model, "ms");
    report.putMedians("embedding_load", embedding, "ms");
    report.putMedians("resident", resident, "B");
  }

  /// CPU time of a health probe, and what is no part of it: of a program that does nothing, which
  /// is the engine's own, and of a JVM that does nothing.
  private static void measureProbe(ImagesContainer container, String mode, ImagesReport report)
      throws InterruptedException {
    container.calmDown();
    report.put("probe_cpu", mode, container.cpuMillis(PROBES, container.probe()), "ms");
    report.put("exec_cpu", mode, container.cpuMillis(PROBES, NOTHING), "ms");
    report.put("java_cpu", mode, container.cpuMillis(PROBES, JAVA), "ms");
  }

  private ImagesContainer container(DockerClient client, String mode) {
    return ImagesContainer.start(client, ImagesBuilder.image(mode), !mode.equals("baseline"));
  }

  private void measureBuilds(
      ImagesBuilder builder, ImagesReport report, String name, Cache cache, int times)
      throws InterruptedException {
    Map<String, List<Double>> took = new LinkedHashMap<>();
    for (int i = 0; i < times; i++) {
      for (String mode : inTurn(i)) {
        add(took, mode, builder.build(mode, cache));
      }
    }
    report.putMedians(name, took, "ms");
  }

  /// Compares an image with the one that is built of the same sources without any step of the
  /// cache.
  private void compareLayers(ImagesBuilder builder, ImagesReport report)
      throws InterruptedException {
    for (String mode : modes.stream().filter(ACCOUNTED::contains).toList()) {
      builder.build(mode, Cache.AS_IT_IS);
      List<String> first = ImageLayers.of(ImagesBuilder.image(mode));
      builder.build(mode, Cache.MOUNTS_ONLY);
      List<String> second = ImageLayers.of(ImagesBuilder.image(mode));
      long same = second.stream().filter(first::contains).count();
      report.put("layers", mode, (double) second.size(), "");
      report.put("other_layers", mode, (double) (second.size() - same), "");
    }
  }

  private void measureChanges(ImagesBuilder builder, ImagesReport report)
      throws IOException, InterruptedException {
    Map<String, List<Double>> took = new LinkedHashMap<>();
    for (int i = 0; i < pairs; i++) {
      builder.change();
      for (String mode : inTurn(i)) {
        add(took, mode, builder.build(mode, Cache.AS_IT_IS));
      }
    }
    report.putMedians("change", took, "ms");
  }

  /// Which one begins changes with every pair.
  private List<String> inTurn(int pair) {
    List<String> compared = modes.stream().filter(COMPARED::contains).toList();
    return pair % 2 == 0 ? compared : compared.reversed();
  }

  private static void add(Map<String, List<Double>> values, String mode, double value) {
    values.computeIfAbsent(mode, _ -> new ArrayList<>()).add(value);
  }
}
