package dev.gantry.cli;

import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.compose.ComposeRunner;
import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the targets of a project by name.
final class Targets {
  private final ComposeRunner compose;
  private final Project project;

  Targets(ComposeRunner compose, Project project) {
    this.compose = compose;
    this.project = project;
  }

  List<BuildTarget> all() {
    return project.modes().stream().flatMap(mode -> of(mode).stream()).toList();
  }

  /// Returns the targets with these names, in this order; a mode's name stands for all of its
  /// targets. Only the modes named are rendered, so that a mistake in another one does no harm.
  ///
  /// @throws GantryException with [Problem.UnknownTarget] for the first unknown name
  List<BuildTarget> named(List<String> names) {
    List<BuildTarget> found = new ArrayList<>();
    for (String name : names) {
      List<BuildTarget> targets = named(name);
      if (targets.isEmpty()) {
        throw new GantryException(
            new Problem.UnknownTarget(name, all().stream().map(BuildTarget::name).toList()));
      }
      targets.stream().filter(target -> !found.contains(target)).forEach(found::add);
    }
    return found;
  }

  /// Returns the targets of a mode, or those of its services with these names.
  ///
  /// @throws GantryException with [Problem.UnknownMode] or [Problem.UnknownTarget]
  List<BuildTarget> ofMode(String name, List<String> services) {
    List<BuildTarget> all =
        of(
            project
                .mode(name)
                .orElseThrow(
                    () ->
                        new GantryException(
                            new Problem.UnknownMode(
                                name, project.modes().stream().map(Mode::name).toList()))));
    List<String> known = all.stream().map(BuildTarget::service).toList();
    services.stream()
        .filter(service -> !known.contains(service))
        .findFirst()
        .ifPresent(
            unknown -> {
              throw new GantryException(new Problem.UnknownTarget(unknown, known));
            });
    return all.stream()
        .filter(target -> services.isEmpty() || services.contains(target.service()))
        .toList();
  }

  /// The one target of this name, or of the mode of this name.
  Optional<BuildTarget> find(String name) {
    List<BuildTarget> targets = named(name);
    return targets.size() == 1 ? Optional.of(targets.getFirst()) : Optional.empty();
  }

  private List<BuildTarget> named(String name) {
    Optional<Mode> whole = project.mode(name);
    if (whole.isPresent()) {
      return of(whole.get());
    }
    int slash = name.indexOf('/');
    return slash < 0
        ? List.of()
        : project.mode(name.substring(0, slash)).stream()
            .flatMap(mode -> of(mode).stream())
            .filter(target -> target.name().equals(name))
            .toList();
  }

  private List<BuildTarget> of(Mode mode) {
    return compose.render(project, mode).targets();
  }
}
