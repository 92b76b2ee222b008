package dev.gantry.adapter.buildkit;

import dev.gantry.EngineAvailable;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.domain.build.BuildRunner;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("docker")
@ExtendWith(EngineAvailable.class)
class BuildKitBuildRunnerContractIT extends EngineBuildRunnerContract {

  private final BuildKit buildKit =
      new BuildKit(EngineAvailable::address, _ -> Optional.empty(), new EngineDialer());

  @AfterEach
  void close() {
    buildKit.close();
  }

  @Override
  protected BuildRunner runner() {
    return buildKit.runner();
  }
}
