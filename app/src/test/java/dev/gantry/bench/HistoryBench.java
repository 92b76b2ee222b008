package dev.gantry.bench;

import dev.gantry.adapter.sqlite.SqliteStore;
import dev.gantry.domain.history.BuildRecord;
import dev.gantry.domain.history.History;
import dev.gantry.domain.history.StepRecord;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.LineRange;
import dev.gantry.domain.plan.FileManifest;
import dev.gantry.domain.plan.Fingerprint;
import dev.gantry.domain.plan.PlannedInput;
import dev.gantry.domain.plan.PlannedStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./gantry bench history`: what a build costs that is remembered beside many others, of projects
/// with two targets each, whose images have a dozen steps.
@Command(name = "history", mixinStandardHelpOptions = true, sortOptions = false)
final class HistoryBench implements Callable<Integer> {
  private static final String ENGINE = "unix:///var/run/docker.sock";
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final int STEPS = 12;
  private static final int VARIABLES = 10;

  /// Of one project before the next one has its turn.
  private static final int BUILDS_IN_A_ROW = 50;

  @Option(
      names = "--builds",
      split = ",",
      description = "How many builds are remembered. Default: 100,1000,10000.")
  private List<Integer> counts = List.of(100, 1_000, 10_000);

  @Option(names = "--runs", description = "How often each is measured. Default: 15.")
  private int runs = 15;

  /// Runs this bench alone.
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new HistoryBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Path directory = Files.createTempDirectory("gantry-history-bench");
    int added = 0;
    try (SqliteStore store = new SqliteStore(directory.resolve("builds.sqlite"))) {
      History history = store.history();
      for (int count : counts) {
        while (added < count) {
          add(history, added++);
        }
        List<Double> reads = new ArrayList<>();
        List<Double> writes = new ArrayList<>();
        int read = 0;
        for (int i = 0; i < runs; i++) {
          long begin = System.nanoTime();
          read = history.builds(ENGINE, context(added - 1), target(added - 1)).size();
          long between = System.nanoTime();
          add(history, added++);
          reads.add(millis(between - begin));
          writes.add(millis(System.nanoTime() - between));
        }
        System.out.printf(
            "%6d builds: read %8.2f ms (%d of them), add %6.2f ms%n",
            count, median(reads), read, median(writes));
      }
    }
    return 0;
  }

  private static void add(History history, int number) {
    FileManifest files = files(number);
    history.add(build(number, files.digest()), Map.of(files.digest(), files));
  }

  private static FileManifest files(int number) {
    SortedMap<String, String> digests = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      digests.put("src/file" + i, "1a4 " + Fingerprint.of(i == 0 ? "file " + number : "file"));
    }
    return new FileManifest(digests);
  }

  private static BuildRecord build(int number, String files) {
    List<StepRecord> steps = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      SortedMap<String, String> operation = new TreeMap<>();
      for (int variable = 0; variable < VARIABLES; variable++) {
        operation.put("env VARIABLE" + variable, Fingerprint.of("value " + variable));
      }
      String key = Fingerprint.of(number + " " + i);
      steps.add(
          new StepRecord(
              new PlannedStep(
                  "[build %d/%d] RUN make part%d".formatted(i + 1, STEPS, i),
                  Optional.of(new LineRange(i + 1, i + 1)),
                  operation,
                  i == 0
                      ? List.of(new PlannedInput.Files("context", files))
                      : List.of(new PlannedInput.Step(i - 1, 0)),
                  false),
              key,
              key,
              Fingerprint.of("outline " + key),
              "",
              StepRecord.Result.RAN,
              Duration.ofMillis(1_000 + i),
              0));
    }
    return new BuildRecord(
        context(number),
        target(number),
        "definition",
        ENGINE,
        BEGIN.plusSeconds(number),
        Duration.ofSeconds(12),
        BuildRecord.Result.SUCCEEDED,
        Optional.of(new Digest("sha256:" + Fingerprint.of("image " + number))),
        steps);
  }

  private static String context(int number) {
    return "/home/ada/project" + number / BUILDS_IN_A_ROW;
  }

  private static String target(int number) {
    return number % 2 == 0 ? "dev" : "prod";
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
