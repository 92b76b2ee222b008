package dev.gantry.llm.rpc;

import dev.gantry.llm.serving.EmbeddingState;
import dev.gantry.llm.v1.EmbeddingEngine;
import dev.gantry.llm.v1.ModelState;
import java.util.Optional;

/// The engine for embeddings as a message of the protocol.
final class EmbeddingWriter {
  private EmbeddingWriter() {}

  /// Empty where there is none.
  static Optional<EmbeddingEngine> engine(EmbeddingState state, int threads) {
    return switch (state) {
      case EmbeddingState.Disabled _ -> Optional.empty();
      case EmbeddingState.Loading _ -> of(ModelState.MODEL_STATE_LOADING);
      case EmbeddingState.Draining _ -> of(ModelState.MODEL_STATE_UNLOADING);
      case EmbeddingState.Failed(String problem) ->
          Optional.of(
              EmbeddingEngine.newBuilder()
                  .setState(ModelState.MODEL_STATE_FAILED)
                  .setProblem(problem)
                  .build());
      case EmbeddingState.Ready ready ->
          Optional.of(
              EmbeddingEngine.newBuilder()
                  .setState(ModelState.MODEL_STATE_READY)
                  .setName(ready.engine())
                  .setVersion(ready.version())
                  .setModel(ready.model())
                  .setModelPath(ready.loaded().file().toString())
                  .setPrecision(ready.loaded().precision())
                  .setDimensions(ready.dimensions())
                  .setThreads(threads)
                  .build());
    };
  }

  private static Optional<EmbeddingEngine> of(ModelState state) {
    return Optional.of(EmbeddingEngine.newBuilder().setState(state).build());
  }
}
