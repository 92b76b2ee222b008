package dev.gantry.adapter.buildkit;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.gantry.adapter.buildkit.session.RegistryCredentials;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildRunner;
import dev.gantry.domain.engine.EngineAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Builds with the BuildKit of the engine. The engine is looked up anew for each build.
final class BuildKitBuildRunner implements BuildRunner {

  private final Supplier<EngineAddress> engine;
  private final Connections connections;
  private final RegistryCredentials credentials;

  BuildKitBuildRunner(
      Supplier<EngineAddress> engine, Connections connections, RegistryCredentials credentials) {
    this.engine = engine;
    this.connections = connections;
    this.credentials = credentials;
  }

  @Override
  public RunningBuild start(BuildRequest request, Consumer<BuildEvent> events) {
    return start(request, events, new SharedSession(1));
  }

  /// Builds that offer the engine the same share a session.
  @Override
  public List<RunningBuild> startAll(
      List<BuildRequest> requests, Function<BuildRequest, Consumer<BuildEvent>> events) {
    Map<SessionOffer, Long> members =
        requests.stream().collect(groupingBy(SessionOffer::of, counting()));
    Map<SessionOffer, SharedSession> sessions = new HashMap<>();
    members.forEach((offer, count) -> sessions.put(offer, new SharedSession(count.intValue())));
    return requests.stream()
        .map(
            request -> {
              SharedSession shared = sessions.get(SessionOffer.of(request));
              return start(request, events.apply(request), Objects.requireNonNull(shared));
            })
        .toList();
  }

  private RunningBuild start(
      BuildRequest request, Consumer<BuildEvent> events, SharedSession session) {
    BuildKitBuild build = new BuildKitBuild(request, events, session);
    Thread.ofVirtual()
        .name("build of " + request.target().name())
        .start(() -> build.run(engine, connections, credentials));
    return build;
  }
}
