package dev.gantry.adapter.buildkit;

import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildRunnerContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The contract of build runners on an engine that has Debian's base image.
abstract class EngineBuildRunnerContract extends BuildRunnerContract {

  @TempDir Path directory;

  @Override
  protected BuildRequest succeeding() {
    return new BuildDirectory(directory)
        .file("hello.txt", "hello")
        .dockerfile("FROM scratch\nCOPY hello.txt /\n")
        .tags("buildkit-contract:1", "buildkit-contract:latest")
        .request();
  }

  @Override
  protected BuildRequest failing() {
    return new BuildDirectory(directory)
        .dockerfile("FROM debian:trixie-slim\n\nRUN echo oops >&2; exit 7\n")
        .request();
  }

  @Override
  protected BuildRequest lasting() {
    return new BuildDirectory(directory)
        .dockerfile("FROM debian:trixie-slim\nRUN echo begun; sleep 60\n")
        .noCache()
        .request();
  }

  @Override
  protected BuildRequest withoutDockerfile() {
    return new BuildDirectory(directory).request();
  }
}
