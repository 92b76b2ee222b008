package dev.gantry.llm.rpc;

import dev.gantry.llm.collections.CollectionStore;
import dev.gantry.llm.serving.CollectionState;
import dev.gantry.llm.serving.EmbeddingState;
import java.util.function.Supplier;

/// The collections and what makes vectors for them, or the end of the call where there are none.
public final class CollectionAccess {
  private final Supplier<CollectionState> state;
  private final VectorSource vectors;

  public CollectionAccess(Supplier<CollectionState> state, Supplier<EmbeddingState> embeddings) {
    this.state = state;
    vectors = new VectorSource(embeddings);
  }

  VectorSource vectors() {
    return vectors;
  }

  CollectionStore store() {
    return switch (state.get()) {
      case CollectionState.Ready(CollectionStore store) -> store;
      case CollectionState.Failed(String problem) -> throw Failures.collectionsFailed(problem);
      case CollectionState.Disabled _ ->
          throw Failures.precondition(
              "The server keeps no collections: set data-dir to a directory for them.",
              "NO_DATA_DIRECTORY");
    };
  }
}
