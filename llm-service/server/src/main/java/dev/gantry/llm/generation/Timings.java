package dev.gantry.llm.generation;

import java.time.Duration;

/// Where the time of a generation went.
///
/// @param queued from acceptance to a slot
/// @param prompt from the slot to the first token
/// @param decode from the first token to the last
public record Timings(Duration queued, Duration prompt, Duration decode) {}
