package dev.gantry.domain.inference;

import dev.gantry.domain.problem.GantryException;
import java.time.Duration;
import java.util.List;

/// Port: a service that makes vectors of texts.
public interface Embedder {

  /// How many texts may be asked for at once.
  int MOST_TEXTS = 256;

  /// What texts have become.
  ///
  /// @param model only vectors of the same one can be compared
  /// @param engine that computed them
  /// @param embeddings in the order of the texts
  record Answer(String model, String engine, List<Embedding> embeddings) {
    public Answer {
      embeddings = List.copyOf(embeddings);
    }
  }

  /// Asks for the vectors of texts and waits for them; an interrupt ends that.
  ///
  /// @param texts 1 to [#MOST_TEXTS]
  /// @throws GantryException with a [ServiceProblem]
  Answer embed(ServiceEndpoint endpoint, List<String> texts, Duration deadline)
      throws InterruptedException;
}
