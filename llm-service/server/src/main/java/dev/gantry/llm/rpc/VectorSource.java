package dev.gantry.llm.rpc;

import dev.gantry.llm.collections.CollectionInfo;
import dev.gantry.llm.embedding.EmbeddingException;
import dev.gantry.llm.embeddings.EmbeddedText;
import dev.gantry.llm.embeddings.EmbeddingQueue.BusyException;
import dev.gantry.llm.serving.EmbeddingState;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Makes the vectors of a collection: of texts with the server's engine, of given numbers by
/// scaling them to length 1.
final class VectorSource {
  private final Supplier<EmbeddingState> state;

  VectorSource(Supplier<EmbeddingState> state) {
    this.state = state;
  }

  /// The engine, or the end of the call where there is none.
  EmbeddingState.Ready engine() {
    return switch (state.get()) {
      case EmbeddingState.Ready ready -> ready;
      case EmbeddingState notServing -> throw Failures.notServing(notServing);
    };
  }

  /// The vectors of texts.
  List<float[]> embed(CollectionInfo collection, List<String> texts, BooleanSupplier abandoned) {
    if (texts.isEmpty()) {
      return List.of();
    }
    if (collection.model().isEmpty()) {
      throw Failures.precondition(
          "The collection \"%s\" has vectors of the client's own: send a vector with every text."
              .formatted(collection.name()),
          "VECTORS_NEEDED");
    }
    EmbeddingState.Ready engine = engine();
    if (!engine.model().equals(collection.model())) {
      throw Failures.precondition(
          "The collection \"%s\" was made with the model %s, and the server has %s."
              .formatted(collection.name(), collection.model(), engine.model()),
          "OTHER_MODEL");
    }
    try {
      return engine.queue().embed(texts, abandoned).stream().map(EmbeddedText::vector).toList();
    } catch (BusyException e) {
      throw Failures.busy(e.callers());
    } catch (EmbeddingException e) {
      throw Failures.embeddingFailed(String.valueOf(e.getMessage()));
    }
  }

  /// A vector of length 1 of given numbers.
  static float[] unit(
      String field, List<Float> numbers, CollectionInfo collection, Violations violations) {
    float[] vector = new float[numbers.size()];
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = numbers.get(i);
      squares += (double) vector[i] * vector[i];
    }
    violations.requireWithin(
        field, "numbers", vector.length, collection.dimensions(), collection.dimensions());
    violations.require(
        squares > 0 && Double.isFinite(squares),
        field,
        field + " has no direction: its numbers are all 0, or not all finite");
    double length = Math.sqrt(squares);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / length);
    }
    return vector;
  }
}
