package dev.gantry.adapter.buildkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.gantry.adapter.buildkit.proto.CacheOptions;
import dev.gantry.adapter.buildkit.proto.CacheOptionsEntry;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.CacheLocation;
import dev.gantry.domain.build.CachePolicy;
import dev.gantry.domain.problem.BuildOptionObstacle;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.util.List;
import java.util.Map;

/// Puts the places of a build's cache into BuildKit's words: where to take cache from is an option
/// of the frontend, where to put it one of the build.
final class Caches {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOCAL = "local";

  private Caches() {}

  /// The frontend's option, which is JSON, or none.
  ///
  /// @throws GantryException with [Problem.BuildOptionUnsupported]
  static Map<String, String> imports(BuildTarget target) {
    CachePolicy cache = target.definition().cache();
    refuseLocal(target, "cache_from", cache.from());
    if (cache.from().isEmpty()) {
      return Map.of();
    }
    ArrayNode entries = JSON.createArrayNode();
    for (CacheLocation place : cache.from()) {
      entries
          .addObject()
          .put("Type", place.type())
          .set("Attrs", JSON.valueToTree(place.attributes()));
    }
    try {
      return Map.of("cache-imports", JSON.writeValueAsString(entries));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// @throws GantryException with [Problem.BuildOptionUnsupported]
  static CacheOptions exports(BuildTarget target) {
    CachePolicy cache = target.definition().cache();
    refuseLocal(target, "cache_to", cache.to());
    return CacheOptions.newBuilder()
        .addAllExports(
            cache.to().stream()
                .map(
                    place ->
                        CacheOptionsEntry.newBuilder()
                            .setType(place.type())
                            .putAllAttrs(place.attributes())
                            .build())
                .toList())
        .build();
  }

  /// A directory of this machine would need a content store in the session.
  private static void refuseLocal(BuildTarget target, String option, List<CacheLocation> places) {
    places.stream()
        .filter(place -> place.type().equals(LOCAL))
        .findFirst()
        .ifPresent(
            place -> {
              throw new GantryException(
                  new Problem.BuildOptionUnsupported(
                      target.name(),
                      option,
                      "type=local," + place.attributes(),
                      BuildOptionObstacle.NOT_DONE_HERE,
                      ""));
            });
  }
}
