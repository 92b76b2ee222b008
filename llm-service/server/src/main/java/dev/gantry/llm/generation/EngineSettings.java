package dev.gantry.llm.generation;

import java.time.Duration;

/// Bounds of an engine.
///
/// @param slots generations that are decoded at the same time
/// @param queue generations that can wait for a slot
/// @param batchTokens most tokens that are decoded in one step
/// @param stallTimeout how long a client may leave its stream unread before it loses its slot
public record EngineSettings(int slots, int queue, int batchTokens, Duration stallTimeout) {}
