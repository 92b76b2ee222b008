package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.Connections.Connection;
import dev.gantry.adapter.buildkit.history.ArchivedBuilds;
import dev.gantry.adapter.buildkit.proto.BuildHistoryRecord;
import dev.gantry.domain.build.ArchivedBuild;
import dev.gantry.domain.build.BuildArchive;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildRunner.RunningBuild;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The builds that an engine remembers, by its history service (engines since 24.0).
final class BuildKitBuildArchive implements BuildArchive {

  private static final Duration REPLAY_PATIENCE = Duration.ofSeconds(10);

  /// A build under way tells at once what has happened so far, and then what happens.
  private static final Duration SNAPSHOT_PATIENCE = Duration.ofMillis(500);

  private final Supplier<EngineAddress> engine;
  private final Connections connections;

  BuildKitBuildArchive(Supplier<EngineAddress> engine, Connections connections) {
    this.engine = engine;
    this.connections = connections;
  }

  @Override
  public List<ArchivedBuild> list() {
    Connection connection = connection();
    return EngineCalls.answer(connection.address(), connection.history()::builds).stream()
        .map(ArchivedBuilds::of)
        .sorted(Comparator.comparing(ArchivedBuild::started).reversed())
        .toList();
  }

  @Override
  public BuildProgress replay(String ref) {
    Connection connection = connection();
    boolean over = record(connection, ref).hasCompletedAt();
    try {
      return StatusStream.follow(connection.channel(), ref, _ -> {})
          .finish(over ? REPLAY_PATIENCE : SNAPSHOT_PATIENCE);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new GantryException(
          new Problem.EngineWentAway(connection.address().host(), "interrupted"), interruption);
    }
  }

  @Override
  public List<LayerOrigin> origins(String ref) {
    Connection connection = connection();
    record(connection, ref);
    return connection.history().originsOfBuild(ref);
  }

  @Override
  public RunningBuild follow(ArchivedBuild build, Consumer<BuildEvent> events) {
    FollowedBuild followed = new FollowedBuild(build, events);
    Thread.ofVirtual().name("following " + build.ref()).start(() -> followed.run(this::connection));
    return followed;
  }

  private Connection connection() {
    return connections.to(engine.get());
  }

  private static BuildHistoryRecord record(Connection connection, String ref) {
    return EngineCalls.answer(connection.address(), () -> connection.history().build(ref))
        .orElseThrow(() -> new GantryException(new Problem.UnknownBuild(ref, List.of())));
  }
}
