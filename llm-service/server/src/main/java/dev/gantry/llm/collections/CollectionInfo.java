package dev.gantry.llm.collections;

/// What a collection is.
///
/// @param dimensions numbers that a vector has
/// @param model that makes vectors of texts; empty where vectors come from outside
/// @param documents how many there are
public record CollectionInfo(String name, int dimensions, String model, long documents) {}
