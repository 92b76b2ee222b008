package dev.gantry.domain.forecast;

import dev.gantry.domain.build.BuildContext;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.history.BuildRecord;
import dev.gantry.domain.plan.Fingerprint;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What builds are compared by: the same name in the same directory.
///
/// @param definition digest of what the compose file says that bears on the steps
/// @param arguments names of the build arguments that are set
record Target(String context, String name, String definition, Set<String> arguments) {
  Target {
    arguments = Set.copyOf(arguments);
  }

  static Target of(BuildTarget target) {
    BuildDefinition definition = target.definition();
    return new Target(
        context(definition), target.name(), digest(definition), definition.args().keySet());
  }

  boolean isOf(BuildRecord build) {
    return build.context().equals(context) && build.target().equals(name);
  }

  private static String context(BuildDefinition definition) {
    return switch (definition.context()) {
      case BuildContext.Directory(Path path) -> path.toString();
      case BuildContext.Remote(String url) -> url;
    };
  }

  private static String digest(BuildDefinition definition) {
    SortedMap<String, String> parts = new TreeMap<>();
    parts.put("dockerfile", definition.dockerfile().toString());
    parts.put("platforms", definition.platforms().toString());
    parts.put("network", definition.steps().network().toString());
    definition.stage().ifPresent(stage -> parts.put("stage", stage));
    definition.args().forEach((name, value) -> parts.put("arg " + name, value));
    definition.contexts().forEach((name, value) -> parts.put("context " + name, value.toString()));
    return Fingerprint.of(parts);
  }
}
