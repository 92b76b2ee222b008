package dev.gantry.llm.embedding;

import java.nio.file.Path;

/// The model that an engine has loaded.
///
/// @param file it was read from
/// @param precision of its weights, such as "float32" or "int8"
public record EmbeddingModel(Path file, String precision) {}
