package dev.gantry.domain.compose;

import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.NamedContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A mode as the compose tool renders it.
///
/// @param projectName the name that compose gives to containers and networks
public record ModeModel(Mode mode, String projectName, List<Service> services) {
  public ModeModel {
    services = List.copyOf(services);
  }

  /// The targets of this mode: its services that are built here.
  public List<BuildTarget> targets() {
    return built().map(service -> target(service, Set.of())).toList();
  }

  private Stream<Service> built() {
    return services.stream().filter(service -> service.build().isPresent());
  }

  /// @param dependents the services that lead here; a circle of services has no beginning to build
  ///   first, so it is cut
  private BuildTarget target(Service service, Set<String> dependents) {
    BuildDefinition definition = service.build().orElseThrow();
    Set<String> path = new HashSet<>(dependents);
    path.add(service.name());
    Map<String, BuildTarget> needs = new HashMap<>();
    for (NamedContext context : definition.contexts().values()) {
      if (context instanceof NamedContext.Service(String needed) && !path.contains(needed)) {
        built()
            .filter(other -> other.name().equals(needed))
            .forEach(other -> needs.put(needed, target(other, path)));
      }
    }
    return new BuildTarget(
        built().count() == 1 ? mode.name() : mode.name() + "/" + service.name(),
        mode.name(),
        service.name(),
        service.image(),
        definition,
        needs);
  }
}
