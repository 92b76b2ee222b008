package dev.gantry.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.EngineAvailable;
import dev.gantry.domain.engine.Engine;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.engine.EngineContract;
import dev.gantry.domain.engine.EngineStatus.Reachable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The contract on a real engine, which is cut off by a relay instead of being stopped.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
class DockerEngineIT extends EngineContract {

  @TempDir private static Path directory;

  private UnixServer relay;
  private DockerEngine engine;

  @BeforeEach
  void start() throws IOException {
    relay =
        SocketRelay.between(
            directory.resolve("docker.sock"),
            Path.of(EngineAvailable.address().host().substring("unix://".length())));
    engine = engine(relay.host());
  }

  @AfterEach
  void stop() throws IOException {
    engine.close();
    relay.close();
  }

  @Override
  protected Engine engine() {
    return engine;
  }

  @Override
  protected void stopEngine() throws IOException {
    relay.stop();
  }

  @Override
  protected void startEngine() throws IOException {
    relay.start();
  }

  @Test
  void negotiatesAVersionThatTheEngineAccepts() {
    Reachable reachable = (Reachable) engine.check();
    EngineAddress address = reachable.address();

    try (EngineConnection connection = EngineConnection.to(address, reachable.apiVersion())) {
      assertThat(connection.client().infoCmd().exec().getServerVersion())
          .isEqualTo(reachable.version());
    }
  }

  private static DockerEngine engine(String host) {
    return new DockerEngine(
        new EngineLocator(
            new EngineEnvironment(Map.of("DOCKER_HOST", host), directory, directory, false),
            Optional::empty));
  }
}
