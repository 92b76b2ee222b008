package dev.gantry.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.bench.BuildScenarios.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./gantry bench build`: Gantry's builds against those of buildx, of the same directories on the
/// same engine, which is the one at `DOCKER_HOST`.
@Command(
    name = "build",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Compares builds with those of buildx.")
final class BuildBench implements Callable<Integer> {

  @Option(names = "--runs", description = "Pairs of runs that count. Default: ${DEFAULT-VALUE}.")
  private int runs = 7;

  @Option(names = "--files", description = "Small files to send. Default: ${DEFAULT-VALUE}.")
  private int files = 20_000;

  @Option(names = "--megabytes", description = "Size of large files. Default: ${DEFAULT-VALUE}.")
  private int megabytes = 500;

  @Option(
      names = "--memory-files",
      description = "Files of the build whose memory is measured. Default: ${DEFAULT-VALUE}.")
  private int memoryFiles = 1_000_000;

  @Option(
      names = "--only",
      split = ",",
      description =
          "Of no-op, command, cancel, kill, cold, files, large, changed, memory. Default: all.")
  private List<String> only = List.of();

  @Option(names = "--output", description = "File for the figures. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("target", "bench", "build.json");

  /// Ends the process with 0 when everything was measured, whatever came out.
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BuildBench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path work = Files.createTempDirectory("gantry-bench");
    ObjectMapper json = new ObjectMapper();
    ObjectNode report = json.createObjectNode();
    try (Builders builders = new Builders(work)) {
      BuildScenarios scenarios =
          new BuildScenarios(work, builders, runs, files, megabytes, memoryFiles);
      for (Scenario scenario : scenarios.all()) {
        if (only.isEmpty() || only.contains(scenario.name())) {
          Comparison comparison = scenario.body().run();
          System.out.println(comparison);
          report
              .putPOJO(scenario.name(), comparison)
              .put(scenario.name() + " ratio", comparison.ratio());
        }
      }
    } finally {
      delete(work);
    }
    Files.createDirectories(output.toAbsolutePath().getParent());
    json.writerWithDefaultPrettyPrinter().writeValue(output.toFile(), report);
    return 0;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
