package dev.gantry.adapter.privateengine.apt;

import java.util.List;

/// Programs that are fetched together.
///
/// @param name of the directory that they are put in
/// @param packages what they are in, as in a dependency field; an alternative stands for a package
///   that has another name on another distribution
/// @param programs what has to run with `--version` before the set counts as complete
/// @param estimatedBytes about how much there is to fetch, for as long as there is no index
public record Toolset(
    String name, List<String> packages, List<String> programs, long estimatedBytes) {

  public Toolset {
    packages = List.copyOf(packages);
    programs = List.copyOf(programs);
  }

  List<Dependency> dependencies() {
    return packages.stream().map(Dependency::parse).toList();
  }

  /// What to tell people before it is known which packages it will be.
  List<String> usualNames() {
    return dependencies().stream()
        .map(dependency -> dependency.alternatives().getLast().name())
        .distinct()
        .toList();
  }

  /// Every package that could be meant.
  List<String> packageNames() {
    return dependencies().stream()
        .flatMap(dependency -> dependency.alternatives().stream())
        .map(Relation::name)
        .distinct()
        .toList();
  }
}
