package dev.gantry.llm.generation;

/// How busy an engine is.
///
/// @param active generations in a slot
/// @param queued generations that wait for one
/// @param promptTokens processed since the start
/// @param generatedTokens sampled since the start
public record EngineLoad(int active, int queued, long promptTokens, long generatedTokens) {}
