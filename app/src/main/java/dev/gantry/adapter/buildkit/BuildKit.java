package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.session.DockerConfiguration;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.domain.build.BuildArchive;
import dev.gantry.domain.build.BuildCache;
import dev.gantry.domain.build.BuildRunner;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.history.LayerTimes;
import dev.gantry.domain.history.ShortMemory;
import dev.gantry.domain.image.LayerOrigins;
import dev.gantry.domain.plan.FileHashes;
import dev.gantry.domain.plan.Planner;
import java.util.function.Supplier;

/// The BuildKit client: the ports that it implements, on connections that they share.
public final class BuildKit implements AutoCloseable {

  private final Connections connections;
  private final Supplier<EngineAddress> engine;
  private final DockerConfiguration configuration;
  private final BuildRunner runner;
  private final LayerOrigins layerOrigins;
  private final BuildArchive archive;
  private final BuildCache cache;

  /// Keeps times of layers to itself.
  ///
  /// @param engine looked up for each operation; may throw a `GantryException` when there is none
  public BuildKit(
      Supplier<EngineAddress> engine, DockerConfiguration configuration, EngineDialer dialer) {
    this(engine, configuration, dialer, new ShortMemory());
  }

  /// As above, and shares times of layers with others.
  public BuildKit(
      Supplier<EngineAddress> engine,
      DockerConfiguration configuration,
      EngineDialer dialer,
      LayerTimes layerTimes) {
    this.engine = engine;
    this.configuration = configuration;
    this.connections = new Connections(dialer, layerTimes);
    this.runner = new BuildKitBuildRunner(engine, connections, configuration);
    this.layerOrigins = new BuildKitLayerOrigins(engine, connections);
    this.archive = new BuildKitBuildArchive(engine, connections);
    this.cache = new BuildKitBuildCache(engine, connections);
  }

  public BuildRunner runner() {
    return runner;
  }

  /// Makes plans of builds.
  ///
  /// @param hashes spares reading files again for each plan
  public Planner planner(FileHashes hashes) {
    return new BuildKitPlanner(engine, connections, configuration, hashes);
  }

  public LayerOrigins layerOrigins() {
    return layerOrigins;
  }

  public BuildArchive archive() {
    return archive;
  }

  public BuildCache cache() {
    return cache;
  }

  @Override
  public void close() {
    connections.close();
  }
}
