package dev.gantry.adapter.buildkit;

import dev.gantry.domain.build.BuildRequest;
import java.nio.file.Path;

/// The builds that the contract of build runners asks for, on an engine with Debian's base image.
record ContractBuilds(Path directory) {

  BuildRequest succeeding() {
    return new BuildDirectory(directory)
        .file("hello.txt", "hello")
        .dockerfile("FROM scratch\nCOPY hello.txt /\n")
        .tags("buildkit-contract:1", "buildkit-contract:latest")
        .request();
  }

  BuildRequest failing() {
    return new BuildDirectory(directory)
        .dockerfile("FROM debian:trixie-slim\n\nRUN echo oops >&2; exit 7\n")
        .request();
  }

  BuildRequest lasting() {
    return new BuildDirectory(directory)
        .dockerfile("FROM debian:trixie-slim\nRUN echo begun; sleep 60\n")
        .noCache()
        .request();
  }

  BuildRequest withoutDockerfile() {
    return new BuildDirectory(directory).request();
  }
}
