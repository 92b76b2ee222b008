package dev.gantry.domain.forecast;

import dev.gantry.domain.image.LineRange;
import java.time.Duration;
import java.util.Optional;

/// What is expected of one step.
///
/// @param name as the engine will name it
/// @param lines the instruction in the Dockerfile, where known
/// @param usual the median of how long it took earlier, where it has run
public record StepForecast(
    String name, Optional<LineRange> lines, Outlook outlook, Optional<Duration> usual) {}
