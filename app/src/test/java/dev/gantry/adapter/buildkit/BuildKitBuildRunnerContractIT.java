package dev.gantry.adapter.buildkit;

import dev.gantry.EngineAvailable;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildRunner;
import dev.gantry.domain.build.BuildRunnerContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
@ExtendWith(EngineAvailable.class)
class BuildKitBuildRunnerContractIT extends BuildRunnerContract {

  @TempDir Path directory;

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

  @Override
  protected BuildRequest succeeding() {
    return new ContractBuilds(directory).succeeding();
  }

  @Override
  protected BuildRequest failing() {
    return new ContractBuilds(directory).failing();
  }

  @Override
  protected BuildRequest lasting() {
    return new ContractBuilds(directory).lasting();
  }

  @Override
  protected BuildRequest withoutDockerfile() {
    return new ContractBuilds(directory).withoutDockerfile();
  }
}
