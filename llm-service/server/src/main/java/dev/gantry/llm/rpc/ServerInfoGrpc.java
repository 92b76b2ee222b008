package dev.gantry.llm.rpc;

import com.google.protobuf.Timestamp;
import dev.gantry.llm.config.ServerConfig;
import dev.gantry.llm.serving.EmbeddingState;
import dev.gantry.llm.serving.ModelState;
import dev.gantry.llm.v1.Engine;
import dev.gantry.llm.v1.GetLoadRequest;
import dev.gantry.llm.v1.GetLoadResponse;
import dev.gantry.llm.v1.GetServerInfoRequest;
import dev.gantry.llm.v1.GetServerInfoResponse;
import dev.gantry.llm.v1.Limits;
import dev.gantry.llm.v1.ServerServiceGrpc;
import dev.gantry.llm.v1.WatchLoadRequest;
import dev.gantry.llm.v1.WatchLoadResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.function.Supplier;

/// The ServerService: what runs here.
public final class ServerInfoGrpc extends ServerServiceGrpc.ServerServiceImplBase {
  private final ServerConfig config;
  private final String version;
  private final Instant startTime;
  private final Supplier<ModelState> state;
  private final Supplier<EmbeddingState> embeddings;
  private final LoadStreams load;

  public ServerInfoGrpc(
      ServerConfig config,
      String version,
      Instant startTime,
      Supplier<ModelState> state,
      Supplier<EmbeddingState> embeddings,
      LoadStreams load) {
    this.config = config;
    this.version = version;
    this.startTime = startTime;
    this.state = state;
    this.embeddings = embeddings;
    this.load = load;
  }

  @Override
  public void getServerInfo(
      GetServerInfoRequest request, StreamObserver<GetServerInfoResponse> observer) {
    observer.onNext(info());
    observer.onCompleted();
  }

  @Override
  public void getLoad(GetLoadRequest request, StreamObserver<GetLoadResponse> observer) {
    observer.onNext(GetLoadResponse.newBuilder().setLoad(load.now()).build());
    observer.onCompleted();
  }

  @Override
  public void watchLoad(WatchLoadRequest request, StreamObserver<WatchLoadResponse> observer) {
    load.watch((ServerCallStreamObserver<WatchLoadResponse>) observer);
  }

  private GetServerInfoResponse info() {
    ModelState now = state.get();
    Engine.Builder engine = Engine.newBuilder().setName("llama.cpp");
    Limits.Builder limits =
        Limits.newBuilder()
            .setSlots(config.engine().slots())
            .setQueue(config.engine().queue())
            .setConversations(config.conversations().most());
    if (now instanceof ModelState.Ready(var running, var description)) {
      engine
          .setVersion(description.engineVersion())
          .setCpuVariant(description.cpuVariant())
          .setThreads(description.threads());
      limits.setContextTokens(running.contextTokens());
    }
    GetServerInfoResponse.Builder response = GetServerInfoResponse.newBuilder();
    EmbeddingWriter.engine(embeddings.get(), config.embedding().threads())
        .ifPresent(response::setEmbeddingEngine);
    return response
        .setVersion(version)
        .setStartTime(
            Timestamp.newBuilder()
                .setSeconds(startTime.getEpochSecond())
                .setNanos(startTime.getNano()))
        .setEngine(engine)
        .setModel(ModelWriter.model(now))
        .setLimits(limits)
        .setJavaVersion(Runtime.version().toString())
        .build();
  }
}
