package dev.gantry.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.util.Durations;
import dev.gantry.devloop.v1.Cycle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./gantry bench devloop`: from a save to the first answer of the new code, in the container of
/// the mode `dev`, and what the same costs with plain compose: a build and a new container, and
/// `docker compose watch` with `sync+restart`.
@Command(
    name = "devloop",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures the development loop against plain compose.")
final class DevloopBench implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final double GOAL_P50_MILLIS = 500;
  private static final double GOAL_P95_MILLIS = 1000;

  @Option(names = "--edits", description = "Saves that count. Default: ${DEFAULT-VALUE}.")
  private int edits = 50;

  @Option(names = "--warm", description = "Saves before. Default: ${DEFAULT-VALUE}.")
  private int warm = 5;

  @Option(names = "--others", description = "Saves with plain compose. Default: ${DEFAULT-VALUE}.")
  private int others = 3;

  @Option(
      names = "--port",
      description = "Port to publish, and the next. Default: ${DEFAULT-VALUE}.")
  private int port = 51_052;

  @Option(names = "--output", description = "File for the figures. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("target", "bench", "devloop.json");

  private final ObjectMapper json = new ObjectMapper();
  private final ObjectNode report = json.createObjectNode();
  private int version;

  /// Ends the process with 0 when everything was measured, whatever came out.
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new DevloopBench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path work = Files.createTempDirectory("gantry-bench");
    Path repository = Path.of(System.getProperty("gantry.home", ".")).toAbsolutePath();
    double loop;
    DevMode mounted = new DevMode(repository, work.resolve("loop"), port);
    try (AutoCloseable _ = mounted::down;
        DevService service = new DevService(port)) {
      mounted.compose("build");
      mounted.compose("up", "--detach", "--wait");
      loop = loop(mounted, service);
      report("build and new container", rebuild(mounted, service), loop);
    }
    DevMode copied = new DevMode(repository, work.resolve("watch"), port);
    try (AutoCloseable _ = copied::down;
        DevService service = new DevService(port)) {
      report("compose watch, sync+restart", watch(copied, service), loop);
    }
    Files.createDirectories(output.toAbsolutePath().getParent());
    json.writerWithDefaultPrettyPrinter().writeValue(output.toFile(), report);
    return 0;
  }

  private String nextVersion() {
    return "edit-" + ++version;
  }

  private double loop(DevMode mode, DevService service) throws Exception {
    List<Double> outside = new ArrayList<>();
    List<Double> inside = new ArrayList<>();
    for (int i = -warm; i < edits; i++) {
      String next = nextVersion();
      long begin = System.nanoTime();
      mode.save(next);
      double millis = service.awaitVersion(next, begin, PATIENCE);
      if (i >= 0) {
        outside.add(millis);
        Cycle cycle = service.lastCycle();
        inside.add(Durations.toNanos(cycle.getServed()) / 1e6);
      }
    }
    ObjectNode node = report.putObject("loop");
    node.put("p50 ms", percentile(outside, 50)).put("p50 goal ms", GOAL_P50_MILLIS);
    node.put("p95 ms", percentile(outside, 95)).put("p95 goal ms", GOAL_P95_MILLIS);
    node.put("p50 ms as the loop says", percentile(inside, 50));
    node.putPOJO("ms", outside);
    System.out.printf(
        Locale.ROOT,
        "%-34s p50 %.0f ms (goal %.0f)  p95 %.0f ms (goal %.0f)  as the loop says p50 %.0f ms%n",
        "save -> served, " + edits + " edits",
        percentile(outside, 50),
        GOAL_P50_MILLIS,
        percentile(outside, 95),
        GOAL_P95_MILLIS,
        percentile(inside, 50));
    return percentile(outside, 50);
  }

  /// Of the same image, so that it is the build that finds nothing to do, and the new container
  /// that compiles: the image of production takes longer.
  private List<Double> rebuild(DevMode mode, DevService service) throws Exception {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < others; i++) {
      String next = nextVersion();
      long begin = System.nanoTime();
      mode.save(next);
      mode.compose("up", "--detach", "--build", "--force-recreate", "--timeout", "1");
      millis.add(service.awaitVersion(next, begin, PATIENCE));
    }
    return millis;
  }

  private List<Double> watch(DevMode mode, DevService service) throws Exception {
    mode.overlay("compose.sync-restart.yml", SYNC_RESTART);
    mode.compose("build");
    mode.compose("up", "--detach");
    mode.copySources();
    Process watch = mode.start("watch", "--no-up");
    try {
      List<Double> millis = new ArrayList<>();
      for (int i = -1; i < others; i++) {
        String next = nextVersion();
        long begin = System.nanoTime();
        mode.save(next);
        double took = service.awaitVersion(next, begin, PATIENCE);
        if (i >= 0) {
          millis.add(took);
        }
      }
      return millis;
    } finally {
      watch.destroy();
      watch.waitFor(10, TimeUnit.SECONDS);
    }
  }

  /// Sources are copied into the container, not mounted, and compiled when it starts.
  private static final String SYNC_RESTART =
      """
      services:
        llm-service:
          user: "0:0"
          volumes: !override
            - ../llm-service/models:/app/models:ro
          develop: !override
            watch:
              - action: sync+restart
                path: ../llm-service/server/src/main
                target: /src/llm-service/server/src/main
              - action: sync+restart
                path: ../llm-service/devloop/src/main
                target: /src/llm-service/devloop/src/main
      """;

  private void report(String name, List<Double> millis, double loop) {
    double median = percentile(millis, 50);
    report
        .putObject(name)
        .put("p50 ms", median)
        .put("times as long", median / loop)
        .putPOJO("ms", millis);
    System.out.printf(
        Locale.ROOT, "%-34s p50 %.0f ms, %.0f times as long%n", name, median, median / loop);
  }

  private static double percentile(List<Double> values, int percent) {
    List<Double> sorted = values.stream().sorted().toList();
    int index = (int) Math.ceil(sorted.size() * percent / 100.0) - 1;
    return sorted.get(Math.max(0, index));
  }
}
