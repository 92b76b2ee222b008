package dev.gantry.domain.build;

import java.util.Map;

/// Something that can be built: a compose service with a `build` section, in a mode.
///
/// @param name what the user calls it: the mode's name when the mode builds one service only,
///   otherwise `mode/service`
/// @param image name and tag of the image that the build makes
/// @param needs the targets whose results this one uses as contexts, by their service; one that the
///   definition names and that is not in here does not exist
public record BuildTarget(
    String name,
    String mode,
    String service,
    String image,
    BuildDefinition definition,
    Map<String, BuildTarget> needs) {
  public BuildTarget {
    needs = Map.copyOf(needs);
  }

  public BuildTarget(
      String name, String mode, String service, String image, BuildDefinition definition) {
    this(name, mode, service, image, definition, Map.of());
  }

  /// The same target, built in another way.
  public BuildTarget with(BuildDefinition other) {
    return new BuildTarget(name, mode, service, image, other, needs);
  }
}
