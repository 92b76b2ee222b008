package dev.gantry.domain.compose;

import dev.gantry.domain.build.BuildTarget;
import java.util.List;

/// A mode as the compose tool renders it.
///
/// @param projectName the name that compose gives to containers and networks
public record ModeModel(Mode mode, String projectName, List<Service> services) {
  public ModeModel {
    services = List.copyOf(services);
  }

  /// The targets of this mode: its services that are built here.
  public List<BuildTarget> targets() {
    List<Service> built = services.stream().filter(s -> s.build().isPresent()).toList();
    return built.stream()
        .map(
            service ->
                new BuildTarget(
                    built.size() == 1 ? mode.name() : mode.name() + "/" + service.name(),
                    mode.name(),
                    service.name(),
                    service.image(),
                    service.build().orElseThrow()))
        .toList();
  }
}
