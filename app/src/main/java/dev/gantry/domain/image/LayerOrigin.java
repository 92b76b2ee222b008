package dev.gantry.domain.image;

import java.time.Duration;
import java.util.Optional;

/// Where a layer comes from: the build step that made it.
///
/// @param step the step as BuildKit names it, for example `[build 2/5] RUN make`
/// @param dockerfile name of the Dockerfile, where known
/// @param lines the instruction's lines in it, where known
/// @param duration how long the step took when it last ran; for a cached step that is an earlier
///   build, and empty when the engine does not remember one
/// @param cached whether the step was taken from the cache in the build that made the image
public record LayerOrigin(
    String step,
    Optional<String> dockerfile,
    Optional<LineRange> lines,
    Optional<Duration> duration,
    boolean cached) {

  /// The instruction that brings the base image, for a layer of one.
  public Optional<String> baseImage() {
    return Optional.of(StepName.parse(step).instruction())
        .filter(instruction -> instruction.startsWith("FROM "));
  }
}
