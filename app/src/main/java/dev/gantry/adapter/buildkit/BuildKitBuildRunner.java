package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.session.RegistryCredentials;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildRunner;
import dev.gantry.domain.engine.EngineAddress;
import java.util.function.Consumer;
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
    BuildKitBuild build = new BuildKitBuild(request, events);
    Thread.ofVirtual()
        .name("build of " + request.target().name())
        .start(() -> build.run(engine, connections, credentials));
    return build;
  }
}
