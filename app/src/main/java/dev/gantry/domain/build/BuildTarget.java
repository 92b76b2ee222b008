package dev.gantry.domain.build;

/// Something that can be built: a compose service with a `build` section, in a mode.
///
/// @param name what the user calls it: the mode's name when the mode builds one service only,
///   otherwise `mode/service`
/// @param image name and tag of the image that the build makes
public record BuildTarget(
    String name, String mode, String service, String image, BuildDefinition definition) {}
