package dev.gantry.llm.generation;

/// What is measured of generations.
///
/// @param toFirstToken from acceptance to the first token
/// @param betweenTokens from a token to the next one
record Latencies(LatencyWindow toFirstToken, LatencyWindow betweenTokens) {}
