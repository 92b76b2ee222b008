package dev.gantry.cli;

import dev.gantry.domain.build.ArchivedBuild;
import dev.gantry.domain.build.BuildArchive;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.util.List;

/// Finds a build of the engine by what the user calls it.
final class ArchiveLookup {
  private final BuildArchive archive;

  ArchiveLookup(BuildArchive archive) {
    this.archive = archive;
  }

  /// The build with this reference, or with one that begins so, or the newest one of this name.
  ///
  /// @throws GantryException with [Problem.UnknownBuild] if there is none, or more than one
  ArchivedBuild named(String reference) {
    List<ArchivedBuild> builds = archive.list();
    List<ArchivedBuild> beginning =
        builds.stream().filter(build -> build.ref().startsWith(reference)).toList();
    if (beginning.size() == 1) {
      return beginning.getFirst();
    }
    return builds.stream()
        .filter(build -> build.ref().equals(reference) || isCalled(build, reference))
        .findFirst()
        .orElseThrow(
            () -> new GantryException(new Problem.UnknownBuild(reference, refs(beginning))));
  }

  private static boolean isCalled(ArchivedBuild build, String name) {
    return build.name().equals(name) || build.tags().contains(name);
  }

  private static List<String> refs(List<ArchivedBuild> builds) {
    return builds.stream().map(ArchivedBuild::ref).toList();
  }
}
