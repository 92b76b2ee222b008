package dev.gantry.domain.build;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A place that keeps build cache, in the words of `docker buildx build --cache-from`.
///
/// @param type for example `registry`, `local`, `inline`
/// @param attributes for example `ref` of a registry, `src` of a directory; paths are absolute
public record CacheLocation(String type, Map<String, String> attributes) {
  /// The attributes of a `local` cache that are paths: where to take from, and where to put.
  public static final String SOURCE = "src";

  public static final String DESTINATION = "dest";

  private static final String LOCAL = "local";

  public CacheLocation {
    attributes = Map.copyOf(attributes);
  }

  /// Whether it is a directory of this machine.
  public boolean isLocal() {
    return type.equals(LOCAL);
  }

  /// Reads a place to take cache from; empty when it is not well-formed.
  ///
  /// @param base what a relative path starts from
  public static Optional<CacheLocation> source(String text, Path base) {
    return read(text, SOURCE, base);
  }

  /// Reads a place to put cache; empty when it is not well-formed.
  ///
  /// @param base what a relative path starts from
  public static Optional<CacheLocation> destination(String text, Path base) {
    return read(text, DESTINATION, base);
  }

  /// A name alone is an image in a registry.
  private static Optional<CacheLocation> read(String text, String pathKey, Path base) {
    if (!text.contains("=")) {
      return Optional.of(text)
          .filter(reference -> !reference.isBlank() && !reference.contains(","))
          .map(reference -> new CacheLocation("registry", Map.of("ref", reference)));
    }
    return OptionList.read(text)
        .map(options -> located(new HashMap<>(options), pathKey, base))
        .filter(cache -> !cache.type().isEmpty())
        .filter(cache -> !cache.isLocal() || cache.attributes().containsKey(pathKey));
  }

  private static CacheLocation located(Map<String, String> options, String pathKey, Path base) {
    String type = options.getOrDefault("type", "");
    options.remove("type");
    options.computeIfPresent(pathKey, (_, path) -> base.resolve(path).toString());
    return new CacheLocation(type, options);
  }
}
