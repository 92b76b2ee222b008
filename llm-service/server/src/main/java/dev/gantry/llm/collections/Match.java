package dev.gantry.llm.collections;

/// A document that was found.
///
/// @param score cosine of the angle to the query
public record Match(Passage passage, float score) {}
