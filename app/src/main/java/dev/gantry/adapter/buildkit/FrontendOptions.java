package dev.gantry.adapter.buildkit;

import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildDefinition.RefusedOption;
import dev.gantry.domain.build.BuildOutput;
import dev.gantry.domain.build.BuildRequest;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a definition means to BuildKit's Dockerfile frontend (moby/buildkit,
/// `frontend/dockerui/config.go`), apart from where the files come from.
///
/// @param attributes options of the frontend
/// @param entitlements privileges that the build asks for
record FrontendOptions(Map<String, String> attributes, Set<String> entitlements) {
  private static final String HOST_GATEWAY = "host-gateway";
  private static final Set<String> NETWORKS = Set.of("none", "host");

  FrontendOptions {
    attributes = Map.copyOf(attributes);
    entitlements = Set.copyOf(entitlements);
  }

  /// @param worker what runs the build; matters where [#dependsOnWorker] says so
  /// @throws GantryException with [Problem.BuildOptionUnsupported] for what cannot be obeyed
  static FrontendOptions of(BuildRequest request, EngineWorker worker) {
    BuildTarget target = request.target();
    BuildDefinition definition = target.definition();
    refusedOption(request, worker)
        .ifPresent(
            option -> {
              throw new GantryException(
                  new Problem.BuildOptionUnsupported(
                      target.name(), option.option(), option.value(), option.obstacle(), ""));
            });
    Map<String, String> attributes = new HashMap<>();
    // an image that has just been built for this build is in no registry
    boolean pull =
        (request.pull() || definition.cache().pull()) && request.target().needs().isEmpty();
    attributes.put("image-resolve-mode", pull ? "pull" : "local");
    definition.stage().ifPresent(stage -> attributes.put("target", stage));
    definition.args().forEach((name, value) -> attributes.put("build-arg:" + name, value));
    definition.labels().forEach((name, value) -> attributes.put("label:" + name, value));
    if (!definition.platforms().isEmpty()) {
      attributes.put("platform", String.join(",", definition.platforms()));
    }
    noCache(definition.cache().noCache().and(request.noCache()))
        .ifPresent(stages -> attributes.put("no-cache", stages));
    attestations(definition)
        .forEach((type, value) -> attributes.put("attest:" + type, "type=" + type + value));
    attributes.putAll(steps(definition.steps(), worker));
    Set<String> entitlements = new HashSet<>(definition.steps().entitlements());
    definition
        .steps()
        .network()
        .filter("host"::equals)
        .ifPresent(_ -> entitlements.add("network.host"));
    return new FrontendOptions(attributes, entitlements);
  }

  /// Whether it has to be known what runs the build.
  static boolean dependsOnWorker(BuildDefinition definition) {
    return !attestations(definition).isEmpty()
        || definition.steps().extraHosts().stream()
            .anyMatch(host -> host.address().equals(HOST_GATEWAY));
  }

  private static Optional<RefusedOption> refusedOption(BuildRequest request, EngineWorker worker) {
    BuildDefinition definition = request.target().definition();
    Stream<RefusedOption> isolation =
        definition.steps().isolation().stream()
            .map(it -> new RefusedOption("isolation", it, BuildOptionObstacle.WINDOWS_ONLY));
    Stream<RefusedOption> network =
        definition.steps().network().stream()
            .filter(it -> !NETWORKS.contains(it))
            .map(it -> new RefusedOption("network", it, BuildOptionObstacle.INVALID_VALUE));
    Stream<RefusedOption> gateway =
        definition.steps().extraHosts().stream()
            .filter(it -> it.address().equals(HOST_GATEWAY) && worker.hostGateway().isEmpty())
            .map(
                it ->
                    new RefusedOption(
                        "extra_hosts",
                        it.name() + "=" + it.address(),
                        BuildOptionObstacle.ENGINE_CANNOT));
    boolean lost =
        request.outputs().contains(new BuildOutput.EngineImage()) && !worker.keepsAttestations();
    Stream<RefusedOption> attestations =
        attestations(definition).keySet().stream()
            .filter(_ -> lost)
            .map(it -> new RefusedOption(it, "true", BuildOptionObstacle.NEEDS_CONTAINERD_STORE));
    return Stream.of(definition.refused().stream(), isolation, network, gateway, attestations)
        .flatMap(Function.identity())
        .findFirst();
  }

  /// The names of stages; no name means all of them.
  private static Optional<String> noCache(NoCache noCache) {
    return switch (noCache) {
      case NoCache.None _ -> Optional.empty();
      case NoCache.All _ -> Optional.of("");
      case NoCache.Stages(var names) -> Optional.of(String.join(",", names));
    };
  }

  /// Those that are wanted, with what is said of them: `true` and `false` switch one, anything else
  /// are its attributes.
  private static Map<String, String> attestations(BuildDefinition definition) {
    Map<String, String> wanted = new HashMap<>();
    attestation("provenance", definition.attestations().provenance(), wanted);
    attestation("sbom", definition.attestations().sbom(), wanted);
    return wanted;
  }

  private static void attestation(String type, Optional<String> wish, Map<String, String> wanted) {
    wish.filter(value -> !value.equalsIgnoreCase("false"))
        .map(value -> value.equalsIgnoreCase("true") ? "" : "," + value)
        .ifPresent(more -> wanted.put(type, more));
  }

  private static Map<String, String> steps(StepSettings steps, EngineWorker worker) {
    Map<String, String> attributes = new HashMap<>();
    steps.network().ifPresent(network -> attributes.put("force-network-mode", network));
    if (!steps.extraHosts().isEmpty()) {
      attributes.put(
          "add-hosts",
          steps.extraHosts().stream()
              .map(host -> host.name() + "=" + address(host.address(), worker))
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

  private static String address(String written, EngineWorker worker) {
    return written.equals(HOST_GATEWAY) ? worker.hostGateway().orElse(written) : written;
  }
}
