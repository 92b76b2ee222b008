package dev.gantry.adapter.buildkit;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.gantry.adapter.buildkit.session.DockerConfiguration;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildRunner;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.problem.GantryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Builds with the BuildKit of the engine. The engine is looked up anew for each build.
final class BuildKitBuildRunner implements BuildRunner {

  private static final Logger LOG = LoggerFactory.getLogger(BuildKitBuildRunner.class);

  private final Supplier<EngineAddress> engine;
  private final Connections connections;
  private final DockerConfiguration configuration;

  BuildKitBuildRunner(
      Supplier<EngineAddress> engine, Connections connections, DockerConfiguration configuration) {
    this.engine = engine;
    this.connections = connections;
    this.configuration = configuration;
  }

  @Override
  public void prepare() {
    Thread.ofVirtual()
        .name("greeting of the engine")
        .start(
            () -> {
              try {
                var _ = connections.to(engine.get()).greet();
              } catch (GantryException failure) {
                LOG.debug("No engine to greet", failure);
              }
            });
  }

  @Override
  public RunningBuild start(BuildRequest request, Consumer<BuildEvent> events) {
    return startAll(List.of(request), _ -> events).getFirst();
  }

  /// Builds that offer the engine the same share a session, and one that uses the result of another
  /// waits for it.
  @Override
  public List<RunningBuild> startAll(
      List<BuildRequest> requests, Function<BuildRequest, Consumer<BuildEvent>> events) {
    Map<SessionOffer, Long> members =
        requests.stream().collect(groupingBy(SessionOffer::of, counting()));
    Map<SessionOffer, SharedSession> sessions = new HashMap<>();
    members.forEach((offer, count) -> sessions.put(offer, new SharedSession(count.intValue())));
    List<BuildKitBuild> builds = new ArrayList<>();
    for (BuildRequest request : requests) {
      SharedSession session = Objects.requireNonNull(sessions.get(SessionOffer.of(request)));
      builds.add(
          new BuildKitBuild(
              request,
              events.apply(request),
              session,
              needed -> builds.stream().filter(it -> it.makes(needed)).findFirst()));
    }
    builds.forEach(
        build ->
            Thread.ofVirtual()
                .name("build of " + build.name())
                .start(() -> build.run(engine, connections, configuration)));
    return List.copyOf(builds);
  }
}
