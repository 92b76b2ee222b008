package dev.gantry.adapter.buildkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.domain.build.BuildContext;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildOutput;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.CacheLocation;
import dev.gantry.domain.build.NoCache;
import dev.gantry.domain.build.StepSettings;
import dev.gantry.domain.problem.BuildOptionObstacle;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A build in the words of `POST /build` (moby, `api/server/router/build/build_routes.go`), which
/// has fewer than BuildKit.
final class BuildQuery {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final BuildRequest request;
  private final BuildDefinition definition;
  private final List<String> parameters = new ArrayList<>();

  private BuildQuery(BuildRequest request) {
    this.request = request;
    this.definition = request.target().definition();
  }

  /// A build that fetches its files, and what else it needs, through a session.
  ///
  /// @throws GantryException with [Problem.BuildOptionUnsupported] for what has no words here
  static String inSession(BuildRequest request, String dockerfile, String session) {
    BuildQuery query = new BuildQuery(request);
    query.common(dockerfile);
    query.put("version", "2");
    query.put("session", session);
    query.put(
        "remote",
        query.definition.context() instanceof BuildContext.Remote(String url)
            ? url
            : "client-session");
    return query.target();
  }

  /// A build by the classic builder, of files that are sent with it.
  ///
  /// @throws GantryException likewise
  static String classic(BuildRequest request, String dockerfile) {
    BuildQuery query = new BuildQuery(request);
    query.definition.access().secrets().keySet().forEach(id -> query.refuse("secrets", id));
    query.definition.access().ssh().keySet().forEach(id -> query.refuse("ssh", id));
    query.common(dockerfile);
    if (query.definition.context() instanceof BuildContext.Remote(String url)) {
      query.put("remote", url);
    }
    // containers of steps that were done
    query.put("rm", "1");
    query.put("forcerm", "1");
    return query.target();
  }

  /// Cache can be taken from images only.
  private void cacheFrom() {
    List<String> images = new ArrayList<>();
    for (CacheLocation place : definition.cache().from()) {
      if (!place.attributes().keySet().equals(Set.of("ref"))) {
        refuse("cache_from", place.type());
      }
      images.add(place.attributes().getOrDefault("ref", ""));
    }
    if (!images.isEmpty()) {
      putJson("cachefrom", images);
    }
  }

  private void common(String dockerfile) {
    definition.contexts().keySet().forEach(name -> refuse("additional_contexts", name));
    definition.cache().to().forEach(place -> refuse("cache_to", place.type()));
    definition.steps().entitlements().forEach(name -> refuse("entitlements", name));
    definition.attestations().provenance().ifPresent(value -> refuse("provenance", value));
    definition.attestations().sbom().ifPresent(value -> refuse("sbom", value));
    if (!request.outputs().equals(List.of(new BuildOutput.EngineImage()))) {
      refuse("output", request.outputs().toString());
    }
    put("dockerfile", dockerfile);
    definition.tags().forEach(tag -> put("t", tag));
    definition.stage().ifPresent(stage -> put("target", stage));
    putJson("buildargs", definition.args());
    putJson("labels", definition.labels());
    if (!definition.platforms().isEmpty()) {
      put("platform", String.join(",", definition.platforms()));
    }
    switch (definition.cache().noCache().and(request.noCache())) {
      case NoCache.None _ -> {}
      case NoCache.All _ -> put("nocache", "1");
      case NoCache.Stages(var names) -> refuse("no_cache_filter", String.join(",", names));
    }
    if (definition.cache().pull() || request.pull()) {
      put("pull", "1");
    }
    cacheFrom();
    steps(definition.steps());
  }

  private void steps(StepSettings steps) {
    steps.network().ifPresent(network -> put("networkmode", network));
    steps.extraHosts().forEach(host -> put("extrahosts", host.name() + ":" + host.address()));
    steps.sharedMemoryBytes().ifPresent(bytes -> put("shmsize", Long.toString(bytes)));
    if (!steps.ulimits().isEmpty()) {
      putJson(
          "ulimits",
          steps.ulimits().entrySet().stream()
              .map(
                  limit ->
                      Map.of(
                          "Name",
                          limit.getKey(),
                          "Soft",
                          limit.getValue().soft(),
                          "Hard",
                          limit.getValue().hard()))
              .toList());
    }
  }

  private void putJson(String name, Object value) {
    try {
      put(name, JSON.writeValueAsString(value));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void put(String name, String value) {
    parameters.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  private void refuse(String option, String value) {
    throw new GantryException(
        new Problem.BuildOptionUnsupported(
            request.target().name(), option, value, BuildOptionObstacle.ENGINE_CANNOT, ""));
  }

  private String target() {
    return "/build?" + String.join("&", parameters);
  }
}
