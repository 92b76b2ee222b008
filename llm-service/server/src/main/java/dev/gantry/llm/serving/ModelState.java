package dev.gantry.llm.serving;

import dev.gantry.llm.generation.BatchingEngine;
import dev.gantry.llm.gguf.GgufHeader;
import dev.gantry.llm.model.ModelInfo;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the model stands.
public sealed interface ModelState {

  /// It is being checked or loaded, and there is no other.
  record Loading(Path path) implements ModelState {}

  /// It is being loaded in place of another one that had to leave first.
  record Swapping(Path path) implements ModelState {}

  /// It answers.
  record Ready(BatchingEngine engine, Description description) implements ModelState {}

  /// It cannot be used.
  ///
  /// @param problem what is wrong and what to do
  /// @param header what the file says, where it could be read
  record Failed(Path path, String problem, @Nullable GgufHeader header) implements ModelState {}

  /// It was unloaded by a call.
  record Unloaded() implements ModelState {}

  /// The server is shutting down.
  record Draining() implements ModelState {}

  /// What is loaded, and into what.
  ///
  /// @param engineVersion version that llama.cpp tells
  /// @param cpuVariant kernels in use
  /// @param threads that decode
  record Description(
      Path path,
      GgufHeader header,
      ModelInfo info,
      String engineVersion,
      String cpuVariant,
      int threads) {}
}
