package dev.gantry.llm.server;

import dev.gantry.llm.serving.EmbeddingState;
import dev.gantry.llm.serving.ModelState;
import dev.gantry.llm.v1.ConversationServiceGrpc;
import dev.gantry.llm.v1.EmbeddingServiceGrpc;
import dev.gantry.llm.v1.GenerationServiceGrpc;
import dev.gantry.llm.v1.ModelServiceGrpc;
import dev.gantry.llm.v1.ServerServiceGrpc;
import io.grpc.BindableService;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;

/// The health of each service, and of the server as a whole (""), which is that of generation.
/// After draining began it never becomes SERVING again.
final class Health {
  private final HealthStatusManager manager = new HealthStatusManager();

  Health() {
    generation(ServingStatus.NOT_SERVING);
    update(new EmbeddingState.Loading());
    manager.setStatus(ServerServiceGrpc.SERVICE_NAME, ServingStatus.SERVING);
    manager.setStatus(ModelServiceGrpc.SERVICE_NAME, ServingStatus.SERVING);
    manager.setStatus(ConversationServiceGrpc.SERVICE_NAME, ServingStatus.SERVING);
  }

  BindableService service() {
    return manager.getHealthService();
  }

  void update(ModelState state) {
    switch (state) {
      case ModelState.Ready _ -> generation(ServingStatus.SERVING);
      case ModelState.Loading _,
          ModelState.Swapping _,
          ModelState.Unloaded _,
          ModelState.Failed _ ->
          generation(ServingStatus.NOT_SERVING);
      case ModelState.Draining _ -> manager.enterTerminalState();
    }
  }

  /// Embeddings are beside the main thing: they do not count for the server as a whole.
  void update(EmbeddingState state) {
    manager.setStatus(
        EmbeddingServiceGrpc.SERVICE_NAME,
        state instanceof EmbeddingState.Ready ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
  }

  private void generation(ServingStatus status) {
    manager.setStatus(GenerationServiceGrpc.SERVICE_NAME, status);
    manager.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
  }
}
