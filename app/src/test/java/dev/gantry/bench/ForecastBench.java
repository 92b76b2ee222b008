package dev.gantry.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.adapter.buildkit.BuildKit;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.adapter.sqlite.SqliteStore;
import dev.gantry.domain.build.BuildAccess;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildRunner.RunningBuild;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.SecretSource;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.forecast.Forecast;
import dev.gantry.domain.forecast.Forecasts;
import dev.gantry.domain.forecast.RecordingBuildRunner;
import dev.gantry.domain.plan.Planner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./gantry bench forecast`: how often a forecast is right. A copy of the bundled service is
/// edited a hundred times; each time its image is forecast and then built, step by step.
@Command(name = "forecast", mixinStandardHelpOptions = true, sortOptions = false)
final class ForecastBench implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Option(names = "--service", description = "The clone to copy. Default: the current directory.")
  private Path service = Path.of("").toAbsolutePath();

  @Option(names = "--edits", description = "How many edits of the series. Default: 100.")
  private int edits = 100;

  @Option(names = "--seed", description = "Another seed is another series. Default: 1.")
  private long seed = 1;

  @Option(names = "--json", description = "File that gets an object a line for each edit.")
  private @Nullable Path json;

  /// Runs this bench alone.
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ForecastBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("gantry-forecast-bench");
    EngineAddress address =
        new EngineAddress(
            Objects.requireNonNullElse(System.getenv("DOCKER_HOST"), "unix:///var/run/docker.sock"),
            EngineAddress.Source.ENVIRONMENT,
            Optional.empty());
    ServiceCopy copy = new ServiceCopy(service, directory.resolve("service"));
    ServiceEdits series = new ServiceEdits(copy, seed);
    ForecastScore score = new ForecastScore();
    try (BuildKit buildKit =
            new BuildKit(() -> address, _ -> Optional.empty(), new EngineDialer());
        SqliteStore store = new SqliteStore(directory.resolve("builds.sqlite"))) {
      Planner planner = buildKit.planner(store.hashes());
      Forecasts forecasts = new Forecasts(planner, store.history());
      try (RecordingBuildRunner runner =
          new RecordingBuildRunner(
              buildKit.runner(),
              planner,
              store.history(),
              store.recordings(),
              address::host,
              InstantSource.system(),
              problem -> print("not remembered: " + problem))) {
        BuildRequest first = request(copy, series.argument());
        print("first build " + build(runner, first).tally());
        for (int i = 0; i < Math.min(edits, series.count()); i++) {
          ServiceEdits.Kind kind = series.edit(i);
          BuildRequest request = request(copy, series.argument());
          long begin = System.nanoTime();
          Forecast forecast = forecasts.of(request);
          Duration forecastTook = Duration.ofNanos(System.nanoTime() - begin);
          begin = System.nanoTime();
          BuildProgress built = build(runner, request);
          Duration buildTook = Duration.ofNanos(System.nanoTime() - begin);
          ForecastScore.Edit result =
              score.add(kind.name(), forecast, built, forecastTook, buildTook);
          print("%3d %-18s %s".formatted(i, kind, result));
          write(i, result);
        }
      }
    }
    print(score.table());
    return 0;
  }

  private static BuildRequest request(ServiceCopy copy, String release) {
    Path root = copy.directory();
    String authorities =
        Objects.requireNonNullElse(
            System.getenv("GANTRY_CA_BUNDLE"), root.resolve("no-ca-bundle.pem").toString());
    Map<String, SecretSource> secrets =
        Files.exists(Path.of(authorities))
            ? Map.of("ca-bundle", new SecretSource.FromFile(Path.of(authorities)))
            : Map.of();
    String image = "gantry-forecast-bench:latest";
    BuildDefinition definition =
        BuildDefinition.of(root, root.resolve("dockerfiles/prod.Dockerfile"))
            .stage(Optional.of("prod"))
            .args(Map.of("RELEASE", release))
            .tags(List.of(image))
            .access(new BuildAccess(secrets, Map.of()))
            .build();
    return BuildRequest.of(new BuildTarget("prod", "prod", "llm-service", image, definition));
  }

  private static BuildProgress build(RecordingBuildRunner runner, BuildRequest request)
      throws InterruptedException {
    List<BuildEvent> events = Collections.synchronizedList(new ArrayList<>());
    RunningBuild build = runner.start(request, events::add);
    if (!(build.await() instanceof BuildOutcome.Succeeded)) {
      throw new IllegalStateException("the build has failed: " + build.await());
    }
    runner.ofLastBuild(request.target(), PATIENCE);
    return BuildProgress.of(List.copyOf(events));
  }

  private void write(int number, ForecastScore.Edit edit) throws IOException {
    if (json == null) {
      return;
    }
    ObjectNode node = JSON.createObjectNode().put("edit", number);
    node.setAll(edit.json());
    Files.writeString(
        json,
        JSON.writeValueAsString(node) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static void print(String line) {
    System.out.println(line);
  }
}
