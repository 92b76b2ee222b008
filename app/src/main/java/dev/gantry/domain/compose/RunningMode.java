package dev.gantry.domain.compose;

import dev.gantry.domain.compose.Service.PublishedPort;
import java.util.List;
import java.util.Map;

/// What runs of a project at one moment.
///
/// @param mode name of the mode that the containers were created in, `""` when none can be told
/// @param containers the project's containers
public record RunningMode(String mode, List<Container> containers) {
  public RunningMode {
    containers = List.copyOf(containers);
  }

  /// A container of the project.
  ///
  /// @param state as the engine says it, for example `running`, `exited`
  /// @param health as the engine says it: `starting`, `healthy`, `unhealthy`, or `""` without a
  ///   health check
  /// @param ports as they are published now; none while it does not run
  public record Container(
      String id,
      String service,
      String image,
      String state,
      String health,
      List<PublishedPort> ports,
      Map<String, String> labels) {
    public Container {
      ports = List.copyOf(ports);
      labels = Map.copyOf(labels);
    }

    public boolean isRunning() {
      return state.equals("running");
    }
  }
}
