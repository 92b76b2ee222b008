package dev.gantry.adapter.buildkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.gantry.adapter.buildkit.content.ImageLayout;
import dev.gantry.adapter.buildkit.proto.CacheOptions;
import dev.gantry.adapter.buildkit.proto.CacheOptionsEntry;
import dev.gantry.domain.build.CacheLocation;
import dev.gantry.domain.build.CachePolicy;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The places of a build's cache in BuildKit's words: where to take cache from is an option of the
/// frontend, where to put it one of the build. Directories of this machine are offered in the
/// session besides (moby/buildkit, `client/solve.go`).
///
/// @param attributes options of the frontend
/// @param exports where to put cache
/// @param layouts directories by the names that the engine has for them
/// @param tags what the cache is to be called in directories
record Caches(
    Map<String, String> attributes,
    CacheOptions exports,
    Map<String, ImageLayout> layouts,
    Map<ImageLayout, String> tags) {

  private static final Logger LOG = LoggerFactory.getLogger(Caches.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DIGEST = "digest";
  private static final String TAG = "tag";
  private static final String DEFAULT_TAG = "latest";

  /// What the engine says of the cache that it has put somewhere, in JSON.
  private static final String PUT = "cache.manifest";

  Caches {
    attributes = Map.copyOf(attributes);
    layouts = Map.copyOf(layouts);
    tags = Map.copyOf(tags);
  }

  /// Finds the places that a build means.
  ///
  /// @param environment has the address of GitHub's cache where its actions run
  /// @throws GantryException with [Problem.FileUnreadable]
  static Caches of(CachePolicy policy, Map<String, String> environment) {
    Map<String, ImageLayout> layouts = new HashMap<>();
    Map<ImageLayout, String> tags = new HashMap<>();
    List<CacheLocation> from = new ArrayList<>();
    for (CacheLocation place : policy.from()) {
      Optional<CacheLocation> usable =
          place.isLocal() ? found(place) : GithubCache.complete(place, environment);
      usable.ifPresent(from::add);
      if (place.isLocal()) {
        String path = place.attributes().getOrDefault(CacheLocation.SOURCE, "");
        layouts.put("local:" + path, new ImageLayout(Path.of(path)));
      }
    }
    List<CacheLocation> to = new ArrayList<>();
    for (CacheLocation place : policy.to()) {
      GithubCache.complete(place, environment).ifPresent(to::add);
      if (place.isLocal()) {
        String path = place.attributes().getOrDefault(CacheLocation.DESTINATION, "");
        ImageLayout layout = new ImageLayout(Path.of(path));
        layouts.put("local:" + path, layout);
        tags.put(layout, place.attributes().getOrDefault(TAG, DEFAULT_TAG));
      }
    }
    return new Caches(imports(from), exports(to), layouts, tags);
  }

  /// Gives a name to what the engine has put into directories.
  ///
  /// @param answer what the engine says at the end of the build
  /// @throws GantryException with [Problem.OutputUnwritable]
  void keep(Map<String, String> answer) {
    String manifest = answer.get(PUT);
    if (manifest == null) {
      return;
    }
    tags.forEach(
        (layout, tag) -> {
          try {
            layout.tag(manifest, tag);
          } catch (IOException failure) {
            throw new GantryException(
                new Problem.OutputUnwritable(layout.directory(), failure.toString()), failure);
          }
        });
  }

  /// The place with the digest of the cache in it; empty where there is no cache yet, as before the
  /// first build.
  private static Optional<CacheLocation> found(CacheLocation place) {
    Map<String, String> attributes = new HashMap<>(place.attributes());
    Path directory = Path.of(attributes.getOrDefault(CacheLocation.SOURCE, ""));
    ImageLayout layout = new ImageLayout(directory);
    try {
      String tag = attributes.getOrDefault(TAG, DEFAULT_TAG);
      Optional<String> digest = Optional.ofNullable(attributes.get(DIGEST));
      if (digest.isEmpty()) {
        digest = layout.digest(tag);
      }
      if (digest.filter(layout::has).isEmpty()) {
        LOG.info("There is no cache {} in {} yet", digest.orElse(tag), directory);
        return Optional.empty();
      }
      attributes.put(DIGEST, digest.get());
      return Optional.of(new CacheLocation(place.type(), attributes));
    } catch (IOException failure) {
      throw new GantryException(new Problem.FileUnreadable(directory, failure.toString()), failure);
    }
  }

  /// The frontend's option, which is JSON, or none.
  private static Map<String, String> imports(List<CacheLocation> places) {
    if (places.isEmpty()) {
      return Map.of();
    }
    ArrayNode entries = JSON.createArrayNode();
    for (CacheLocation place : places) {
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

  private static CacheOptions exports(List<CacheLocation> places) {
    return CacheOptions.newBuilder()
        .addAllExports(
            places.stream()
                .map(
                    place ->
                        CacheOptionsEntry.newBuilder()
                            .setType(place.type())
                            .putAllAttrs(place.attributes())
                            .build())
                .toList())
        .build();
  }
}
