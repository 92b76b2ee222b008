package dev.gantry.domain.compose;

import dev.gantry.domain.build.BuildDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A service of a project in one mode, as the compose tool renders it.
///
/// @param image name and tag of its image
/// @param build how the image is built, when the project builds it
public record Service(
    String name,
    String image,
    Optional<BuildDefinition> build,
    List<PublishedPort> ports,
    Map<String, String> labels) {
  public Service {
    ports = List.copyOf(ports);
    labels = Map.copyOf(labels);
  }

  /// A container port reachable from the host.
  ///
  /// @param host address it is bound to, for example `127.0.0.1`; `""` for all of them
  /// @param published port on the host; 0 when the engine picks one
  /// @param target port in the container
  public record PublishedPort(String host, int published, int target) {}
}
