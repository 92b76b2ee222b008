package dev.gantry.domain.engine;

import java.nio.file.Path;
import java.util.Optional;

/// Where an engine listens and who says so.
///
/// @param host as in `DOCKER_HOST`, for example `unix:///var/run/docker.sock`, `tcp://host:2376`
/// @param source what named it
/// @param tlsDirectory directory with `ca.pem`, `cert.pem`, `key.pem`, when the engine wants TLS;
///   not all of them need to be there
/// @param anyCertificate whether TLS is spoken with an engine that nobody vouches for, as
///   `SkipTLSVerify` of a Docker context asks
public record EngineAddress(
    String host, Source source, Optional<Path> tlsDirectory, boolean anyCertificate) {

  /// An engine whose certificate, if it has one, is checked.
  public EngineAddress(String host, Source source, Optional<Path> tlsDirectory) {
    this(host, source, tlsDirectory, false);
  }

  /// Whether a connection over TCP is encrypted.
  public boolean hasTls() {
    return tlsDirectory.isPresent() || anyCertificate;
  }

  /// What named an address.
  public enum Source {
    ENVIRONMENT,
    CONTEXT,
    DEFAULT_SOCKET,
    PRIVATE_ENGINE
  }
}
