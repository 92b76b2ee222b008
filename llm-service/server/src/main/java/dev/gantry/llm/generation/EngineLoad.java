package dev.gantry.llm.generation;

/// How busy an engine is.
///
/// @param active generations in a slot
/// @param queued generations that wait for one
/// @param promptTokens processed since the start
/// @param generatedTokens sampled since the start
/// @param contextTokensUsed tokens that the running generations have in their contexts
/// @param toFirstToken from acceptance to the first token, of the last generations
/// @param betweenTokens from a token to the next one, of the last tokens
public record EngineLoad(
    int active,
    int queued,
    long promptTokens,
    long generatedTokens,
    long contextTokensUsed,
    Percentiles toFirstToken,
    Percentiles betweenTokens) {}
