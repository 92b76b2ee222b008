package dev.gantry.adapter.privateengine.apt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The packages that the system has, and the names under which they are known besides their own.
record InstalledPackages(Map<String, List<DebianVersion>> versions) {

  /// For `dpkg-query --show --showformat`.
  static final String FORMAT = "${db:Status-Status}\t${Package}\t${Version}\t${Provides}\n";

  InstalledPackages {
    versions = Map.copyOf(versions);
  }

  /// Reads lines in [#FORMAT].
  static InstalledPackages parse(List<String> lines) {
    Map<String, List<DebianVersion>> versions = new HashMap<>();
    for (String line : lines) {
      String[] fields = line.split("\t", -1);
      if (fields.length != 4 || !fields[0].equals("installed")) {
        continue;
      }
      add(versions, fields[1], new DebianVersion(fields[2]));
      for (Dependency provided : Dependency.parseAll(fields[3])) {
        Relation relation = provided.alternatives().getFirst();
        add(
            versions,
            relation.name(),
            relation.bound().map(Relation.Bound::version).orElse(UNVERSIONED));
      }
    }
    return new InstalledPackages(versions);
  }

  boolean satisfies(Dependency dependency) {
    return dependency.alternatives().stream().anyMatch(this::satisfies);
  }

  Optional<DebianVersion> version(String name) {
    return versions.getOrDefault(name, List.of()).stream().findFirst();
  }

  private boolean satisfies(Relation relation) {
    return versions.getOrDefault(relation.name(), List.of()).stream()
        .anyMatch(
            version ->
                version.equals(UNVERSIONED)
                    ? relation.bound().isEmpty()
                    : relation.accepts(version));
  }

  private static void add(
      Map<String, List<DebianVersion>> versions, String name, DebianVersion version) {
    versions.computeIfAbsent(name, _ -> new ArrayList<>()).add(version);
  }

  /// A name provided without a version satisfies no version condition.
  private static final DebianVersion UNVERSIONED = new DebianVersion("");
}
