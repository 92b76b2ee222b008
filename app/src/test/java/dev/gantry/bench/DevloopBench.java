package dev.gantry.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import dev.gantry.devloop.v1.Cycle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./gantry bench devloop`: from a save to the first answer of the new code, in the container of
/// the mode `dev`, whether many saves leave something behind, and what the same save costs with
/// plain compose: an image and a container of production, and `docker compose watch` with
/// `sync+restart`.
@Command(
    name = "devloop",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures the development loop against plain compose. Takes about ten minutes.")
final class DevloopBench implements Callable<Integer> {
  private static final java.time.Duration PATIENCE = java.time.Duration.ofMinutes(10);

  private static final int FIRST_SAVES = 4;
  private static final java.time.Duration FIRST_PATIENCE = java.time.Duration.ofSeconds(30);

  /// The user has no name in the container, and `jcmd` finds processes by it.
  private static final String JCMD =
      "for process in /proc/[0-9]*; do grep -qs 'devloop[.]Main' \"$process/cmdline\""
          + " && exec jcmd \"${process#/proc/}\" ";

  private static final Pattern CLASSES = Pattern.compile("Total Usage - .*?, (\\d+) classes");
  private static final Pattern USED_BYTES =
      Pattern.compile("Both: .*?(\\d+) bytes \\([^)]*\\) used");
  private static final double GOAL_P50_MILLIS = 500;
  private static final double GOAL_P95_MILLIS = 1000;

  @Option(names = "--edits", description = "Saves that count. Default: ${DEFAULT-VALUE}.")
  private int edits = 50;

  @Option(names = "--warm", description = "Saves before. Default: ${DEFAULT-VALUE}.")
  private int warm = 5;

  @Option(
      names = "--reloads",
      description =
          "Saves in all, in one process; what it has loaded by then is compared with half of them."
              + " Default: ${DEFAULT-VALUE}.")
  private int reloads = 500;

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
    CopiedMode dev = new CopiedMode(repository, work.resolve("loop"), "dev", port);
    try (AutoCloseable _ = dev::down;
        DevService service = new DevService(port)) {
      dev.compose("up", "--detach", "--build");
      service.awaitAnswer(PATIENCE);
      loop = loop(dev, service);
      reload(dev, service);
    }
    CopiedMode prod = new CopiedMode(repository, work.resolve("prod"), "prod", port);
    try (AutoCloseable _ = prod::down;
        DevService service = new DevService(port)) {
      report("prod, image and container anew", rebuild(prod, service), loop);
    }
    CopiedMode watched = new CopiedMode(repository, work.resolve("watch"), "dev", port);
    try (AutoCloseable _ = watched::down;
        DevService service = new DevService(port)) {
      report("compose watch, sync+restart", watch(watched, service), loop);
    }
    Files.createDirectories(output.toAbsolutePath().getParent());
    json.writerWithDefaultPrettyPrinter().writeValue(output.toFile(), report);
    return 0;
  }

  private String nextVersion() {
    return "edit-" + ++version;
  }

  /// Saves once and waits for the new answer.
  ///
  /// @return milliseconds
  private double save(CopiedMode mode, DevService service) throws Exception {
    return save(mode, service, PATIENCE);
  }

  private double save(CopiedMode mode, DevService service, java.time.Duration patience)
      throws Exception {
    String next = nextVersion();
    long begin = System.nanoTime();
    mode.save(next);
    return service.awaitVersion(next, begin, patience);
  }

  private double loop(CopiedMode mode, DevService service) throws Exception {
    List<Double> outside = new ArrayList<>();
    Map<String, List<Double>> stages = new LinkedHashMap<>();
    for (int i = -warm; i < edits; i++) {
      double millis = save(mode, service);
      if (i >= 0) {
        outside.add(millis);
        Cycle cycle = service.lastCycle();
        add(stages, "seen", cycle.getSeen());
        add(stages, "compiled", cycle.getCompiled());
        add(stages, "swapped", cycle.getSwapped());
        add(stages, "served", cycle.getServed());
      }
    }
    ObjectNode node = report.putObject("loop");
    node.put("p50 ms", percentile(outside, 50)).put("p50 goal ms", GOAL_P50_MILLIS);
    node.put("p95 ms", percentile(outside, 95)).put("p95 goal ms", GOAL_P95_MILLIS);
    node.putPOJO("ms", outside);
    node.putPOJO("stages ms", stages);
    System.out.printf(
        Locale.ROOT,
        "%-34s p50 %.0f ms (goal %.0f)  p95 %.0f ms (goal %.0f)%n",
        "save -> served, " + edits + " edits",
        percentile(outside, 50),
        GOAL_P50_MILLIS,
        percentile(outside, 95),
        GOAL_P95_MILLIS);
    stages.forEach(
        (stage, values) ->
            System.out.printf(
                Locale.ROOT,
                "  %-32s p50 %.0f ms  p95 %.0f ms%n",
                stage,
                percentile(values, 50),
                percentile(values, 95)));
    return percentile(outside, 50);
  }

  private static void add(Map<String, List<Double>> stages, String name, Duration since) {
    stages.computeIfAbsent(name, _ -> new ArrayList<>()).add(Durations.toNanos(since) / 1e6);
  }

  /// Goes on saving, and compares what the process has loaded after half of the saves with what it
  /// has at the end. Classes and metaspace are those after a garbage collection.
  private void reload(CopiedMode mode, DevService service) throws Exception {
    Loaded half = Loaded.in(mode, service);
    for (int i = warm + edits; i < reloads; i++) {
      save(mode, service);
      if (i == reloads / 2) {
        half = Loaded.in(mode, service);
      }
    }
    Loaded end = Loaded.in(mode, service);
    report.putPOJO("after half of the reloads", half).putPOJO("after all reloads", end);
    System.out.printf(
        Locale.ROOT,
        "%-34s classes %d -> %d  metaspace %.1f -> %.1f MB  resident %.0f -> %.0f MB%n",
        "%d reloads, half -> all".formatted(reloads),
        half.classes(),
        end.classes(),
        half.metaspaceBytes() / 1e6,
        end.metaspaceBytes() / 1e6,
        half.residentBytes() / 1e6,
        end.residentBytes() / 1e6);
  }

  /// What the process in the container holds, as the tools of its JDK tell it.
  record Loaded(long classes, long metaspaceBytes, long residentBytes) {
    static Loaded in(CopiedMode mode, DevService service) throws Exception {
      // unloading takes more than one collection: cleaners run in between
      for (int i = 0; i < 3; i++) {
        mode.exec("sh", "-c", JCMD + "GC.run; done");
      }
      String metaspace = mode.exec("sh", "-c", JCMD + "VM.metaspace scale=1; done");
      return new Loaded(
          first(CLASSES, metaspace), first(USED_BYTES, metaspace), service.residentBytes());
    }

    private static long first(Pattern number, String text) {
      Matcher found = number.matcher(text);
      if (!found.find()) {
        throw new IllegalStateException("no %s in %s".formatted(number, text));
      }
      return Long.parseLong(found.group(1));
    }
  }

  /// What somebody does who has no loop: the image is built and the container made anew.
  private List<Double> rebuild(CopiedMode mode, DevService service) throws Exception {
    mode.compose("up", "--detach", "--build");
    service.awaitAnswer(PATIENCE);
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < others; i++) {
      String next = nextVersion();
      long begin = System.nanoTime();
      mode.save(next);
      mode.compose("up", "--detach", "--build", "--timeout", "1");
      millis.add(service.awaitVersion(next, begin, PATIENCE));
    }
    return millis;
  }

  private List<Double> watch(CopiedMode mode, DevService service) throws Exception {
    mode.overlay("compose.sync-restart.yml", SYNC_RESTART);
    mode.compose("up", "--detach", "--build");
    mode.copySources();
    service.awaitAnswer(PATIENCE);
    Process watch = mode.start("watch", "--no-up");
    try {
      awaitWatching(mode, service);
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < others; i++) {
        millis.add(save(mode, service));
      }
      return millis;
    } finally {
      watch.destroy();
      watch.waitFor(10, TimeUnit.SECONDS);
    }
  }

  /// Saves until a save is noticed: compose does not see what is saved before it watches.
  private void awaitWatching(CopiedMode mode, DevService service) throws Exception {
    for (int left = FIRST_SAVES - 1; ; left--) {
      try {
        save(mode, service, FIRST_PATIENCE);
        return;
      } catch (TimeoutException e) {
        if (left == 0) {
          throw e;
        }
      }
    }
  }

  /// Without the loop: sources are copied into the container, not mounted, and the container
  /// compiles them when it starts.
  private static final String SYNC_RESTART =
      """
      services:
        llm-service:
          user: "0:0"
          volumes: !override
            - ../llm-service/models:/app/models:ro
          entrypoint: !override
            - sh
            - -euc
            - |
              until [ -e /src/complete ]; do sleep 0.1; done
              javac -nowarn -proc:none -parameters -d /tmp/classes -cp '/app/lib/*' $$(find /src/main/java -name '*.java')
              exec java -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -cp '/tmp/classes:/app/lib/*' dev.gantry.llm.Main
          develop: !override
            watch:
              - action: sync+restart
                path: ../%s
                target: /src/main
      """
          .formatted(CopiedMode.SOURCES);

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
