package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.Buildx;
import dev.gantry.EngineAvailable;
import dev.gantry.Needed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What the table in docs/build-driver.md says of the commands of buildx.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
class BuildxCommandsIT {

  @TempDir Path configuration;

  @Test
  void managesBuildersButNeitherForecastsNorCompares() throws Exception {
    Buildx buildx = Needed.found(Buildx.find(configuration), "there is no buildx to ask");

    assertThat(buildx.run(List.of("--help")))
        .contains("create", "bake", "prune")
        .doesNotContainIgnoringCase("forecast")
        .doesNotContainIgnoringCase("compare")
        .doesNotContainIgnoringCase("layers");
  }
}
