package dev.gantry.llm.serving;

import dev.gantry.llm.generation.BatchingEngine;
import dev.gantry.llm.gguf.GgufHeader;
import dev.gantry.llm.model.ModelInfo;
import org.jspecify.annotations.Nullable;

/// Where the model stands.
public sealed interface ModelState {

  /// It is being checked or loaded.
  record Loading() implements ModelState {}

  /// It answers.
  record Ready(BatchingEngine engine, Description description) implements ModelState {}

  /// It cannot be used until the server is started anew.
  ///
  /// @param problem what is wrong and what to do
  /// @param header what the file says, where it could be read
  record Failed(String problem, @Nullable GgufHeader header) implements ModelState {}

  /// The server is shutting down.
  record Draining() implements ModelState {}

  /// What is loaded, and into what.
  ///
  /// @param engineVersion version that llama.cpp tells
  /// @param cpuVariant kernels in use
  /// @param threads that decode
  record Description(
      GgufHeader header, ModelInfo info, String engineVersion, String cpuVariant, int threads) {}
}
