package dev.gantry.domain.build;

/// One run of a build.
///
/// @param noCache run every step again
/// @param pull ask the registry for newer base images
public record BuildRequest(BuildTarget target, boolean noCache, boolean pull) {}
