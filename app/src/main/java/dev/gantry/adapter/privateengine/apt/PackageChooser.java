package dev.gantry.adapter.privateengine.apt;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Chooses package versions that run on this system without being installed.
///
/// Of each wanted program the newest version is taken whose libraries are there: installed in the
/// version asked for, or offered by the archives in a version for which the same holds. The C
/// library itself is never brought along, it has to be the system's; so its version decides how new
/// the programs can be.
final class PackageChooser {

  /// The result of a choice.
  ///
  /// @param missing what no offered version fulfils
  record Choice(List<PackageVersion> packages, List<Dependency> missing) {
    Choice {
      packages = List.copyOf(packages);
      missing = List.copyOf(missing);
    }

    long sizeBytes() {
      return packages.stream().mapToLong(PackageVersion::sizeBytes).sum();
    }
  }

  /// Tied to the dynamic loader that the system starts programs with.
  private static final Set<String> ONLY_OF_THE_SYSTEM = Set.of("libc6", "libgcc-s1", "libstdc++6");

  private final Map<String, List<PackageVersion>> offered;
  private final InstalledPackages installed;

  PackageChooser(Collection<PackageVersion> offered, InstalledPackages installed) {
    this.offered =
        offered.stream()
            .distinct()
            .sorted(comparing(PackageVersion::version).reversed())
            .collect(groupingBy(PackageVersion::name));
    this.installed = installed;
  }

  /// Wanted programs are taken from the archives even where the system has them installed, so that
  /// they do not change under a running engine.
  Choice choose(List<Dependency> wanted) {
    Set<String> programs =
        wanted.stream()
            .flatMap(dependency -> dependency.alternatives().stream())
            .map(Relation::name)
            .collect(Collectors.toUnmodifiableSet());
    Map<String, PackageVersion> chosen = new LinkedHashMap<>();
    List<Dependency> missing = new ArrayList<>();
    for (Dependency dependency : wanted) {
      if (!choose(dependency, chosen, programs)) {
        missing.add(dependency);
      }
    }
    return new Choice(List.copyOf(chosen.values()), missing);
  }

  private boolean choose(
      Dependency dependency, Map<String, PackageVersion> chosen, Set<String> programs) {
    return dependency.alternatives().stream()
        .anyMatch(relation -> choose(relation, chosen, programs));
  }

  private boolean choose(
      Relation relation, Map<String, PackageVersion> chosen, Set<String> programs) {
    PackageVersion already = chosen.get(relation.name());
    if (already != null) {
      return relation.accepts(already.version());
    }
    if (ONLY_OF_THE_SYSTEM.contains(relation.name())) {
      return false;
    }
    for (PackageVersion candidate : offered.getOrDefault(relation.name(), List.of())) {
      if (!relation.accepts(candidate.version())) {
        continue;
      }
      Map<String, PackageVersion> attempt = new LinkedHashMap<>(chosen);
      attempt.put(candidate.name(), candidate);
      if (candidate.depends().stream().allMatch(need -> fulfil(need, attempt, programs))) {
        chosen.putAll(attempt);
        return true;
      }
    }
    return false;
  }

  private boolean fulfil(
      Dependency need, Map<String, PackageVersion> attempt, Set<String> programs) {
    boolean isProgram =
        need.alternatives().stream().anyMatch(relation -> programs.contains(relation.name()));
    if (isProgram) {
      return choose(need, attempt, programs);
    }
    return !need.isLibrary() || installed.satisfies(need) || choose(need, attempt, programs);
  }
}
