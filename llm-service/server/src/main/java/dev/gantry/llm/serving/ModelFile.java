package dev.gantry.llm.serving;

import dev.gantry.llm.gguf.GgufHeader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file of the model directory.
///
/// @param path absolute
/// @param header what the file says, where it could be read
/// @param problem why it cannot be used; empty where nothing is wrong with its header
public record ModelFile(Path path, long sizeBytes, @Nullable GgufHeader header, String problem) {}
