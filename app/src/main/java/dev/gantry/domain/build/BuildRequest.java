package dev.gantry.domain.build;

import java.util.List;

/// One run of a build. What it says of the cache comes on top of what the target's definition says.
///
/// @param noCache which steps run again
/// @param pull ask the registry for newer base images
/// @param outputs where the result goes; empty for nowhere
public record BuildRequest(
    BuildTarget target, NoCache noCache, boolean pull, List<BuildOutput> outputs) {
  public BuildRequest {
    outputs = List.copyOf(outputs);
  }

  /// A run that takes what the cache has and puts the image into the engine.
  public static BuildRequest of(BuildTarget target) {
    return of(target, false, false);
  }

  /// A run that puts the image into the engine.
  ///
  /// @param noCache run every step again
  public static BuildRequest of(BuildTarget target, boolean noCache, boolean pull) {
    return new BuildRequest(
        target,
        noCache ? new NoCache.All() : new NoCache.None(),
        pull,
        List.of(new BuildOutput.EngineImage()));
  }
}
