package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.session.RegistryCredentials;
import dev.gantry.adapter.buildkit.transport.EngineDialer;
import dev.gantry.domain.build.BuildRunner;
import dev.gantry.domain.engine.EngineAddress;
import java.util.function.Supplier;

/// The BuildKit client: the ports that it implements, on connections that they share.
public final class BuildKit implements AutoCloseable {

  private final Channels channels;
  private final BuildRunner runner;

  /// @param engine looked up for each operation; may throw a `GantryException` when there is none
  public BuildKit(
      Supplier<EngineAddress> engine, RegistryCredentials credentials, EngineDialer dialer) {
    this.channels = new Channels(dialer);
    this.runner = new BuildKitBuildRunner(engine, channels, credentials);
  }

  public BuildRunner runner() {
    return runner;
  }

  @Override
  public void close() {
    channels.close();
  }
}
