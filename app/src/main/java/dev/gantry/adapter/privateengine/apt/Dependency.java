package dev.gantry.adapter.privateengine.apt;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What a package needs: any one of the alternatives will do, the first is preferred.
record Dependency(List<Relation> alternatives) {

  Dependency {
    alternatives = List.copyOf(alternatives);
  }

  /// Reads a dependency field, for example `libc6 (>= 2.34), tini-static | tini`.
  static List<Dependency> parseAll(String field) {
    return Arrays.stream(field.split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .map(Dependency::parse)
        .toList();
  }

  static Dependency parse(String text) {
    return new Dependency(Arrays.stream(text.split("\\|", -1)).map(Relation::parse).toList());
  }

  /// Whether a program needs this to be loaded at all. Other dependencies (accounts, init scripts,
  /// configuration dialogues) only matter to an installed package.
  boolean isLibrary() {
    return alternatives.stream().anyMatch(relation -> relation.name().startsWith("lib"));
  }

  @Override
  public String toString() {
    return alternatives.stream().map(Relation::toString).collect(Collectors.joining(" | "));
  }
}
