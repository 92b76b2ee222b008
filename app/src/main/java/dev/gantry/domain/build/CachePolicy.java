package dev.gantry.domain.build;

import java.util.List;

/// What a build takes from where instead of doing it again.
///
/// @param noCache which steps do not come from the cache
/// @param pull ask the registry for newer base images
/// @param from places to take cache from, besides the engine's own
/// @param to places to put the cache of this build
public record CachePolicy(
    NoCache noCache, boolean pull, List<CacheLocation> from, List<CacheLocation> to) {
  /// The engine's own cache and its images.
  public static final CachePolicy DEFAULT =
      new CachePolicy(new NoCache.None(), false, List.of(), List.of());

  public CachePolicy {
    from = List.copyOf(from);
    to = List.copyOf(to);
  }
}
