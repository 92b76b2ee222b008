package dev.gantry.cli;

import dev.gantry.adapter.llm.FileAccessReader;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.FakeBuildArchive;
import dev.gantry.domain.build.FakeBuildCache;
import dev.gantry.domain.build.FakeBuildRunner;
import dev.gantry.domain.compose.FakeComposeRunner;
import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.ModeModel;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.compose.Service;
import dev.gantry.domain.compose.Service.PublishedPort;
import dev.gantry.domain.engine.FakeEngine;
import dev.gantry.domain.forecast.CacheReview;
import dev.gantry.domain.forecast.Forecasts;
import dev.gantry.domain.forecast.StepTimes;
import dev.gantry.domain.history.FakeHistory;
import dev.gantry.domain.image.FakeImageFiles;
import dev.gantry.domain.image.FakeImageSource;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.inference.FakeEmbedder;
import dev.gantry.domain.inference.FakeInferenceService;
import dev.gantry.domain.plan.BuildPlan;
import dev.gantry.text.Host;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import dev.gantry.ui.demo.FakePrivateEngine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/// The command line on fakes: a project in `/home/ada/llm` with the modes `dev` and `prod`, each
/// with a service `llm` that is built.
final class CliHarness {
  static final Path PROJECT = Path.of("/home/ada/llm");
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final Mode DEV = mode("dev");
  private static final Mode PROD = mode("prod");

  FakeEngine engine = FakeEngine.reachable();
  FakeBuildRunner builds = new FakeBuildRunner();
  final FakeComposeRunner compose =
      new FakeComposeRunner(
          new Project(PROJECT, PROJECT.resolve("compose/compose.yml"), List.of(DEV, PROD)),
          List.of(model(DEV), model(PROD)));
  final FakePrivateEngine privateEngine = new FakePrivateEngine();
  final List<String> questions = new ArrayList<>();
  Optional<Boolean> answer = Optional.empty();
  final FakeBuildArchive archive = new FakeBuildArchive();
  final FakeBuildCache cache = new FakeBuildCache();
  final FakeImageSource images = new FakeImageSource();
  final FakeImageFiles imageFiles = new FakeImageFiles();
  final FakeInferenceService inference = new FakeInferenceService();
  final FakeEmbedder embedder = new FakeEmbedder();
  final Cancellation cancellation = new Cancellation();
  List<LayerOrigin> origins = List.of();
  Path workingDirectory = PROJECT;
  Map<String, String> environment = Map.of();
  Optional<Path> bundled = Optional.empty();
  CacheReview review = CacheReview.NONE;
  BuildPlan plan = new BuildPlan("fake", List.of(), Map.of(), Set.of(), Instant.EPOCH);
  final FakeHistory history = new FakeHistory();
  Optional<ResidentProcess> resident = Optional.empty();
  boolean terminal;
  boolean outTerminal;
  int columns = 80;
  Instant now = NOW;
  Optional<Path> openedDashboard = Optional.empty();

  private record FakeScreen(boolean showsOut, boolean showsErr, int columns) implements Screen {}

  /// What a command printed, and how it ended.
  record Result(int code, String out, String err) {}

  Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = cli(out, err).run(arguments);
    return new Result(code, out.toString(), err.toString());
  }

  /// What the command line understands.
  CommandSpec model() {
    return cli(new StringWriter(), new StringWriter()).model();
  }

  private GantryCli cli(StringWriter out, StringWriter err) {
    Strings strings = Strings.load();
    CliPorts ports =
        new CliPorts(
            engine,
            privateEngine,
            compose,
            builds,
            archive,
            cache,
            new Forecasts(_ -> plan, history),
            (_, _) -> review,
            new StepTimes(history, () -> "fake"),
            images,
            imageFiles,
            _ -> origins,
            inference,
            new FileAccessReader(),
            embedder);
    CliContext context =
        new CliContext(
            () -> ports,
            new Console(
                new PrintWriter(out),
                new PrintWriter(err),
                new FakeScreen(outTerminal, terminal, columns),
                true,
                question -> {
                  questions.add(question);
                  return answer;
                }),
            strings,
            new ProblemText(strings, new Host(Host.Family.DEBIAN, "ada")),
            InstantSource.fixed(now),
            environment,
            workingDirectory,
            bundled,
            cancellation,
            resident);
    return new GantryCli(
        context,
        "gantry 1.2.3",
        project -> {
          openedDashboard = Optional.of(project.orElse(Path.of("default")));
          return 0;
        });
  }

  static BuildTarget target(String mode) {
    return model(mode(mode)).targets().getFirst();
  }

  private static Mode mode(String name) {
    return new Mode(name, Optional.of(PROJECT.resolve("compose/compose." + name + ".yml")));
  }

  private static ModeModel model(Mode mode) {
    String image = "gantry/llm:" + mode.name();
    BuildDefinition build =
        BuildDefinition.of(PROJECT, PROJECT.resolve("dockerfiles/" + mode.name() + ".Dockerfile"))
            .tags(List.of(image))
            .build();
    return new ModeModel(
        mode,
        "llm",
        List.of(
            new Service(
                "llm",
                image,
                Optional.of(build),
                List.of(new PublishedPort("127.0.0.1", 15052, 50052)),
                Map.of())));
  }
}
