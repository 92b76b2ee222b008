package dev.gantry.llm.server;

import io.grpc.ServerBuilder;
import io.grpc.ServerServiceDefinition;
import java.util.List;

/// What answers calls. It has no state that outlives it: that is in [ServerParts], so that one may
/// take the place of another while the server runs.
public interface Services extends AutoCloseable {

  /// The services, with what each of them has around its calls.
  List<ServerServiceDefinition> definitions();

  /// Makes a server that is being built answer with them.
  default void addTo(ServerBuilder<?> server) {
    definitions().forEach(server::addService);
  }

  /// Ends what would never end by itself. Other calls go on.
  @Override
  void close();
}
