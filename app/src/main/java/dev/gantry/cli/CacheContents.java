package dev.gantry.cli;

import dev.gantry.domain.build.ArchivedBuild;
import dev.gantry.domain.build.BuildArchive;
import dev.gantry.domain.build.CacheProjects;
import dev.gantry.domain.build.CacheRecord;
import dev.gantry.domain.problem.GantryException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The records of the build cache, with the project of each as far as the engine's memory of builds
/// tells it.
final class CacheContents {
  /// Builds looked at of each project: a few tell of all its stages and of its last changes.
  private static final int BUILDS_OF_A_PROJECT = 3;

  private final CliPorts ports;
  private final CacheProjects projects = new CacheProjects();
  private final List<CacheRecord> records;

  CacheContents(CliPorts ports) {
    this.ports = ports;
    this.records = ports.cache().records();
    learn();
  }

  List<CacheRecord> records() {
    return records;
  }

  Optional<String> project(CacheRecord record) {
    return projects.of(record);
  }

  /// An engine that remembers no builds leaves every record without a project.
  private void learn() {
    BuildArchive archive = ports.archive();
    Map<String, Integer> seen = new HashMap<>();
    try {
      for (ArchivedBuild build : archive.list()) {
        Optional<String> project = build.project().filter(_ -> !build.running());
        if (project.isPresent()
            && seen.merge(project.get(), 1, Integer::sum) <= BUILDS_OF_A_PROJECT) {
          projects.add(project.get(), archive.replay(build.ref()).steps());
        }
      }
    } catch (GantryException _) {
      // the records themselves are what was asked for
    }
  }
}
