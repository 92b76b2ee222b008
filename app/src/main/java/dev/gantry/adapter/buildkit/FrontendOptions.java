package dev.gantry.adapter.buildkit;

import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildDefinition.RefusedOption;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.NoCache;
import dev.gantry.domain.build.StepSettings;
import dev.gantry.domain.problem.BuildOptionObstacle;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a definition means to BuildKit's Dockerfile frontend (moby/buildkit,
/// `frontend/dockerui/config.go`), apart from where the files come from.
///
/// @param attributes options of the frontend
/// @param entitlements privileges that the build asks for
record FrontendOptions(Map<String, String> attributes, Set<String> entitlements) {
  FrontendOptions {
    attributes = Map.copyOf(attributes);
    entitlements = Set.copyOf(entitlements);
  }

  /// @throws GantryException with [Problem.BuildOptionUnsupported] for what cannot be obeyed
  static FrontendOptions of(BuildTarget target, NoCache noCache, boolean pull) {
    BuildDefinition definition = target.definition();
    definition.refused().stream()
        .findFirst()
        .ifPresent(
            option -> {
              throw refused(target, option);
            });
    definition
        .steps()
        .isolation()
        .ifPresent(
            technology -> {
              throw refused(
                  target,
                  new RefusedOption("isolation", technology, BuildOptionObstacle.WINDOWS_ONLY));
            });
    Map<String, String> attributes = new HashMap<>();
    attributes.put("image-resolve-mode", pull ? "pull" : "local");
    definition.stage().ifPresent(stage -> attributes.put("target", stage));
    definition.args().forEach((name, value) -> attributes.put("build-arg:" + name, value));
    definition.labels().forEach((name, value) -> attributes.put("label:" + name, value));
    if (!definition.platforms().isEmpty()) {
      attributes.put("platform", String.join(",", definition.platforms()));
    }
    noCache(noCache).ifPresent(stages -> attributes.put("no-cache", stages));
    attestation("provenance", definition.attestations().provenance(), attributes);
    attestation("sbom", definition.attestations().sbom(), attributes);
    attributes.putAll(steps(target, definition.steps()));
    Set<String> entitlements = new HashSet<>(definition.steps().entitlements());
    definition
        .steps()
        .network()
        .filter("host"::equals)
        .ifPresent(_ -> entitlements.add("network.host"));
    return new FrontendOptions(attributes, entitlements);
  }

  /// The names of stages; no name means all of them.
  private static Optional<String> noCache(NoCache noCache) {
    return switch (noCache) {
      case NoCache.None _ -> Optional.empty();
      case NoCache.All _ -> Optional.of("");
      case NoCache.Stages(var names) -> Optional.of(String.join(",", names));
    };
  }

  /// `true` and `false` switch it, anything else are its attributes.
  private static void attestation(
      String type, Optional<String> wish, Map<String, String> attributes) {
    wish.filter(value -> !value.equalsIgnoreCase("false"))
        .map(value -> value.equalsIgnoreCase("true") ? "" : "," + value)
        .ifPresent(more -> attributes.put("attest:" + type, "type=" + type + more));
  }

  private static Map<String, String> steps(BuildTarget target, StepSettings steps) {
    Map<String, String> attributes = new HashMap<>();
    steps
        .network()
        .ifPresent(
            network -> {
              if (!Set.of("none", "host").contains(network)) {
                throw refused(
                    target,
                    new RefusedOption("network", network, BuildOptionObstacle.INVALID_VALUE));
              }
              attributes.put("force-network-mode", network);
            });
    if (!steps.extraHosts().isEmpty()) {
      attributes.put(
          "add-hosts",
          steps.extraHosts().stream()
              .map(host -> host.name() + "=" + host.address())
              .collect(Collectors.joining(",")));
    }
    steps.sharedMemoryBytes().ifPresent(size -> attributes.put("shm-size", Long.toString(size)));
    if (!steps.ulimits().isEmpty()) {
      attributes.put(
          "ulimit",
          steps.ulimits().entrySet().stream()
              .map(it -> it.getKey() + "=" + it.getValue().soft() + ":" + it.getValue().hard())
              .sorted()
              .collect(Collectors.joining(",")));
    }
    return attributes;
  }

  private static GantryException refused(BuildTarget target, RefusedOption option) {
    return new GantryException(
        new Problem.BuildOptionUnsupported(
            target.name(), option.option(), option.value(), option.obstacle(), ""));
  }
}
