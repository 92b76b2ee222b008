package dev.gantry.adapter.buildkit.session;

import java.util.Map;

/// What builds need of the user: the Docker configuration and the environment.
@FunctionalInterface
public interface DockerConfiguration extends RegistryCredentials {

  /// The build arguments by which steps learn of the user's proxies, such as `HTTP_PROXY`.
  ///
  /// @param engine the host of the engine that builds: each may have proxies of its own
  default Map<String, String> proxies(String engine) {
    return Map.of();
  }

  /// The environment variables that secrets, SSH agents and caches are taken from.
  default Map<String, String> environment() {
    return Map.of();
  }
}
