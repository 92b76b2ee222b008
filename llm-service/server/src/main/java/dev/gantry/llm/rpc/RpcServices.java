package dev.gantry.llm.rpc;

import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.metrics.ServiceMetrics;
import dev.gantry.llm.server.ServerParts;
import dev.gantry.llm.server.Services;
import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// All services of the protocol, around the parts of a server.
public final class RpcServices implements Services {
  private static final Duration LOAD_INTERVAL = Duration.ofSeconds(1);

  private final LoadStreams load;
  private final List<ServerServiceDefinition> definitions;

  public RpcServices(ServerParts parts) {
    load =
        new LoadStreams(
            parts::model, parts.pauses()::percentiles, InstantSource.system(), LOAD_INTERVAL);
    ConversationAccess conversations = new ConversationAccess(parts::conversations);
    CollectionAccess access = new CollectionAccess(parts::collections, parts::embeddings);
    ServiceMetrics metrics = parts.metrics();
    GenerationGrpc generation =
        new GenerationGrpc(
            parts::model, access, conversations, new SecureRandom()::nextInt, metrics, parts.log());
    List<BindableService> services =
        List.of(
            parts.config().logPrompts() ? logged(generation, parts.log()) : generation,
            new ConversationGrpc(conversations),
            new EmbeddingGrpc(parts::embeddings, metrics, parts.log()),
            new CollectionGrpc(access),
            new ModelGrpc(parts.models(), parts.config().drainTimeout()),
            new ServerInfoGrpc(
                parts.config(),
                parts.version(),
                parts.startTime(),
                parts::model,
                parts::embeddings,
                load));
    definitions = services.stream().map(BindableService::bindService).toList();
  }

  private static BindableService logged(BindableService service, EventLog log) {
    return () -> ServerInterceptors.intercept(service, new PromptLog(log));
  }

  @Override
  public List<ServerServiceDefinition> definitions() {
    return definitions;
  }

  @Override
  public void close() {
    load.close();
  }
}
