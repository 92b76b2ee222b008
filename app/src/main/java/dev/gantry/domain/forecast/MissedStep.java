package dev.gantry.domain.forecast;

import dev.gantry.domain.image.LineRange;
import java.time.Duration;
import java.util.Optional;

/// A step that the cache did not spare.
///
/// @param cause the first thing that had changed since the build before
public record MissedStep(String name, Optional<LineRange> lines, Duration took, Cause cause) {}
