package dev.gantry.llm.serving;

import dev.gantry.llm.embedding.EmbeddingModel;
import dev.gantry.llm.embeddings.EmbeddingQueue;

/// Where the engine for embeddings stands.
public sealed interface EmbeddingState {

  /// None is configured, or none is on the class path.
  ///
  /// @param reason what to do to have one
  record Disabled(String reason) implements EmbeddingState {}

  /// It is being loaded.
  record Loading() implements EmbeddingState {}

  /// It answers.
  ///
  /// @param engine name, such as "onnx"
  /// @param model name of the model
  /// @param dimensions numbers that a vector has
  /// @param version of the library that computes
  /// @param loaded file of the model
  record Ready(
      EmbeddingQueue queue,
      String engine,
      String model,
      int dimensions,
      String version,
      EmbeddingModel loaded)
      implements EmbeddingState {}

  /// It cannot be used until the server is started anew.
  ///
  /// @param problem what is wrong and what to do
  record Failed(String problem) implements EmbeddingState {}

  /// The server is shutting down.
  record Draining() implements EmbeddingState {}
}
