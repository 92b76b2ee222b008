package dev.gantry.domain.engine;

import java.nio.file.Path;
import java.util.Optional;

/// Where an engine listens and who says so.
///
/// @param host as in `DOCKER_HOST`, for example `unix:///var/run/docker.sock`, `tcp://host:2376`
/// @param source what named it
/// @param tlsDirectory directory with `ca.pem`, `cert.pem`, `key.pem`, when the engine wants TLS
public record EngineAddress(String host, Source source, Optional<Path> tlsDirectory) {

  /// What named an address.
  public enum Source {
    ENVIRONMENT,
    CONTEXT,
    DEFAULT_SOCKET,
    PRIVATE_ENGINE
  }
}
