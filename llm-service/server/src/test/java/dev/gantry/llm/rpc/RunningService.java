package dev.gantry.llm.rpc;

import dev.gantry.llm.Replies;
import dev.gantry.llm.conversations.ConversationLimits;
import dev.gantry.llm.conversations.ConversationStore;
import dev.gantry.llm.generation.BatchingEngine;
import dev.gantry.llm.generation.EngineSettings;
import dev.gantry.llm.gguf.GgufHeader;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.metrics.ServiceMetrics;
import dev.gantry.llm.model.LanguageModel;
import dev.gantry.llm.model.ModelException;
import dev.gantry.llm.server.RequestIds;
import dev.gantry.llm.serving.CollectionState;
import dev.gantry.llm.serving.ConversationState;
import dev.gantry.llm.serving.EmbeddingState;
import dev.gantry.llm.serving.ModelState;
import dev.gantry.llm.v1.ConversationServiceGrpc;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.GenerationServiceGrpc;
import dev.gantry.llm.v1.GenerationServiceGrpc.GenerationServiceBlockingV2Stub;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// The generation service over a real socket, around an engine with the model of the test.
final class RunningService {
  static final CollectionAccess NO_COLLECTIONS =
      new CollectionAccess(
          CollectionState.Disabled::new, () -> new EmbeddingState.Disabled("none"));

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final ServiceMetrics metrics = new ServiceMetrics(true, "1", ModelState.Draining::new);
  private final BatchingEngine engine;
  private final Server server;
  private final ManagedChannel channel;
  private volatile ModelState state;

  RunningService(LanguageModel model, int contextTokens, EngineSettings settings)
      throws ModelException, IOException {
    this(model, contextTokens, settings, NO_COLLECTIONS);
  }

  RunningService(
      LanguageModel model, int contextTokens, EngineSettings settings, CollectionAccess collections)
      throws ModelException, IOException {
    this(model, contextTokens, settings, collections, inMemory());
  }

  private static ConversationStore inMemory() throws IOException {
    return ConversationStore.open(
        null,
        new ConversationLimits(10, Duration.ofHours(1)),
        InstantSource.system(),
        problem -> {
          throw new AssertionError(problem);
        });
  }

  RunningService(
      LanguageModel model,
      int contextTokens,
      EngineSettings settings,
      CollectionAccess collections,
      ConversationStore conversations)
      throws ModelException, IOException {
    ConversationAccess access =
        new ConversationAccess(() -> new ConversationState.Ready(conversations));
    engine =
        BatchingEngine.start(
            model,
            contextTokens,
            1,
            settings,
            System::nanoTime,
            (_, thrown) -> {
              throw new AssertionError(thrown);
            });
    state =
        new ModelState.Ready(
            engine,
            new ModelState.Description(
                Path.of("fake.gguf"),
                new GgufHeader("fake", "Fake", "F32", 1, contextTokens, 1, 1),
                model.info(),
                "1",
                "any",
                1));
    server =
        OkHttpServerBuilder.forPort(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                InsecureServerCredentials.create())
            .intercept(new RequestIds())
            .addService(
                new GenerationGrpc(
                    () -> state, collections, access, () -> 4711, metrics, this::log))
            .addService(new ConversationGrpc(access))
            .build()
            .start();
    channel =
        OkHttpChannelBuilder.forAddress(
                "localhost", server.getPort(), InsecureChannelCredentials.create())
            .build();
  }

  private void log(EventLog.Level level, String event, EventLog.Field... fields) {
    log.add(level + " " + event + " " + List.of(fields));
  }

  List<String> log() {
    return List.copyOf(log);
  }

  BatchingEngine engine() {
    return engine;
  }

  void become(ModelState next) {
    state = next;
  }

  GenerationServiceBlockingV2Stub blocking() {
    return GenerationServiceGrpc.newBlockingV2Stub(channel)
        .withDeadlineAfter(Duration.ofSeconds(20))
        .withWaitForReady();
  }

  ConversationServiceGrpc.ConversationServiceBlockingV2Stub conversations() {
    return ConversationServiceGrpc.newBlockingV2Stub(channel)
        .withDeadlineAfter(Duration.ofSeconds(20))
        .withWaitForReady();
  }

  List<GenerateResponse> generate(GenerateRequest request)
      throws StatusException, InterruptedException {
    return Replies.rest(blocking().generate(request));
  }

  static GenerateRequest prompt(String text) {
    return GenerateRequest.newBuilder().setPrompt(text).build();
  }

  void stop() throws InterruptedException {
    channel.shutdownNow();
    server.shutdownNow();
    server.awaitTermination(5, TimeUnit.SECONDS);
    engine.close();
  }
}
