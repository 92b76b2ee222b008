package dev.gantry;

import dev.gantry.adapter.buildkit.BuildKit;
import dev.gantry.adapter.buildkit.session.DockerConfigCredentials;
import dev.gantry.adapter.compose.ComposeEnvironment;
import dev.gantry.adapter.compose.DockerCompose;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.adapter.docker.DockerEngine;
import dev.gantry.adapter.docker.DockerImageFiles;
import dev.gantry.adapter.docker.DockerImageSource;
import dev.gantry.adapter.docker.EngineEnvironment;
import dev.gantry.adapter.docker.EngineLocator;
import dev.gantry.adapter.docker.layers.LayerCache;
import dev.gantry.adapter.llm.FileAccessReader;
import dev.gantry.adapter.llm.GrpcInferenceService;
import dev.gantry.adapter.privateengine.AptPrivateEngine;
import dev.gantry.adapter.privateengine.EngineHome;
import dev.gantry.adapter.process.JdkProcessRunner;
import dev.gantry.adapter.process.ProcessRunner;
import dev.gantry.adapter.sqlite.SqliteStore;
import dev.gantry.cli.CliPorts;
import dev.gantry.domain.compose.ComposeRunner;
import dev.gantry.domain.engine.Engine;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.engine.PrivateEngine;
import dev.gantry.domain.forecast.Forecasts;
import dev.gantry.domain.forecast.RecordingBuildRunner;
import dev.gantry.domain.forecast.StepTimes;
import dev.gantry.domain.history.RecordedArchive;
import dev.gantry.domain.image.ImageFiles;
import dev.gantry.domain.image.ImageSource;
import dev.gantry.domain.plan.Planner;
import dev.gantry.ui.build.BuildInsights;
import dev.gantry.ui.shell.Ports;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The composition root: the only class that makes adapters, and hands them on as ports.
final class Wiring implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

  private final Engine engine;
  private final PrivateEngine privateEngine;
  private final ImageSource images;
  private final ImageFiles imageFiles;
  private final ComposeRunner compose;
  private final BuildKit buildKit;
  private final SqliteStore store;
  private final RecordingBuildRunner builds;
  private final Forecasts forecasts;
  private final GrpcInferenceService inference;

  /// Connects to nothing yet.
  Wiring(Surroundings surroundings) {
    this(surroundings, Remembered.nothing());
  }

  /// As above, for one of several commands.
  ///
  /// @param remembered what is known from commands before
  Wiring(Surroundings surroundings, Remembered remembered) {
    Map<String, String> environment = surroundings.environment();
    Path home = surroundings.home();
    Path cache = surroundings.directories().cache();
    ProcessRunner processes = new JdkProcessRunner(environment, surroundings.workingDirectory());
    EngineHome engineHome = EngineHome.of(environment, home);
    privateEngine = new AptPrivateEngine(engineHome, processes, environment);
    engine =
        new DockerEngine(
            new EngineLocator(EngineEnvironment.of(environment, home), () -> address(engineHome)),
            remembered.engines());
    images = new DockerImageSource(engine);
    imageFiles = new DockerImageFiles(engine, new LayerCache(cache.resolve("layers")));
    compose =
        new DockerCompose(
            processes,
            ComposeEnvironment.of(environment, home),
            engine,
            images,
            engineHome::composePlugin,
            remembered.projects(),
            surroundings.workingDirectory());
    Path memory = surroundings.directories().state().resolve("builds.sqlite");
    store = new SqliteStore(memory, cache.resolve("sqlite"));
    buildKit =
        new BuildKit(
            () -> engine.inUse().address(),
            new DockerConfigCredentials(dockerConfig(environment, home), environment, processes),
            new EngineDialer(),
            store.layerTimes());
    Planner planner = buildKit.planner(store.hashes());
    forecasts = new Forecasts(planner, store.history());
    builds =
        new RecordingBuildRunner(
            buildKit.runner(),
            planner,
            store.history(),
            store.recordings(),
            this::engineHost,
            InstantSource.system(),
            problem -> LOG.warn("A build is not remembered: {}", problem));
    inference = new GrpcInferenceService(InstantSource.system());
  }

  CliPorts cliPorts() {
    return new CliPorts(
        engine,
        privateEngine,
        compose,
        builds,
        new RecordedArchive(buildKit.archive(), store.recordings(), this::engineHost),
        buildKit.cache(),
        forecasts,
        builds,
        new StepTimes(store.history(), this::engineHost),
        images,
        imageFiles,
        buildKit.layerOrigins(),
        inference,
        new FileAccessReader(),
        inference.embedder());
  }

  Ports dashboardPorts() {
    return new Ports(
        engine,
        privateEngine,
        compose,
        builds,
        images,
        buildKit.layerOrigins(),
        new BuildInsights(forecasts, builds, imageFiles),
        inference,
        new FileAccessReader());
  }

  private String engineHost() {
    return engine.inUse().address().host();
  }

  @Override
  public void close() {
    inference.close();
    builds.close();
    store.close();
    buildKit.close();
    engine.close();
  }

  /// The private engine counts as an engine only while its socket is there.
  private static Optional<EngineAddress> address(EngineHome home) {
    EngineAddress address = home.address();
    return Optional.of(address)
        .filter(it -> Files.exists(Path.of(URI.create(it.host()).getPath())));
  }

  private static Path dockerConfig(Map<String, String> environment, Path home) {
    String named = environment.getOrDefault("DOCKER_CONFIG", "");
    return named.isBlank() ? home.resolve(".docker") : Path.of(named);
  }
}
