package dev.gantry.llm.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.llm.config.ConfigReader;
import dev.gantry.llm.rpc.RpcServices;
import dev.gantry.llm.server.LlmServer;
import dev.gantry.llm.server.ServerParts;
import dev.gantry.llm.v1.EmbedRequest;
import dev.gantry.llm.v1.EmbedResponse;
import dev.gantry.llm.v1.EmbeddingEngine;
import dev.gantry.llm.v1.EmbeddingServiceGrpc;
import dev.gantry.llm.v1.GetServerInfoRequest;
import dev.gantry.llm.v1.ModelState;
import dev.gantry.llm.v1.ServerServiceGrpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.BlockingClientCall;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole server, with one engine on its class path and without a model to generate with.
public abstract class EmbeddingServerContract {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  protected abstract Path model();

  protected abstract Path natives();

  /// What the server tells of its engine when it is ready.
  protected abstract EmbeddingEngine ready();

  /// Name of the model's file.
  protected abstract String fileName();

  @Test
  void findsTheSentenceThatMeansTheSame() throws Exception {
    withServer(
        model(),
        channel -> {
          awaitStatus(channel, ServingStatus.SERVING);
          EmbedResponse response =
              EmbeddingServiceGrpc.newBlockingV2Stub(channel)
                  .withDeadlineAfter(PATIENCE)
                  .embed(
                      EmbedRequest.newBuilder()
                          .addTexts("How do I make my image smaller?")
                          .addTexts("Ways to reduce the size of a container image.")
                          .addTexts("The cat sleeps on the warm stove.")
                          .build());

          assertThat(response.getEngine()).isEqualTo(ready().getName());
          assertThat(response.getModel()).isEqualTo("all-minilm-l6-v2");
          assertThat(cosine(response, 0, 1)).isGreaterThan(0.6);
          assertThat(cosine(response, 0, 2)).isLessThan(0.3);
          assertThat(engine(channel)).isEqualTo(ready());
        });
  }

  @Test
  void staysUpWithADamagedModelAndSaysWhatIsWrong(@TempDir Path directory) throws Exception {
    String vocabulary = "all-minilm-l6-v2-tokenizer.json";
    Files.copy(model().resolve(vocabulary), directory.resolve(vocabulary));
    Path file = directory.resolve(fileName());
    try (InputStream in = Files.newInputStream(model().resolve(fileName()))) {
      Files.write(file, in.readNBytes(1_000_000));
    }
    withServer(
        directory,
        channel -> {
          EmbeddingEngine failed = awaitFailure(channel);

          assertThat(failed.getState()).isEqualTo(ModelState.MODEL_STATE_FAILED);
          assertThat(failed.getProblem()).contains(file.toString());
          assertThatThrownBy(
                  () ->
                      EmbeddingServiceGrpc.newBlockingV2Stub(channel)
                          .withDeadlineAfter(PATIENCE)
                          .embed(EmbedRequest.newBuilder().addTexts("a").build()))
              .hasMessageContaining("UNAVAILABLE")
              .hasMessageContaining(file.toString());
        });
  }

  /// Uses a server.
  private interface Use {
    void with(ManagedChannel channel) throws Exception;
  }

  private void withServer(Path model, Use use) throws Exception {
    ServerParts parts =
        new ServerParts(
            ConfigReader.read(
                List.of(
                    "--port=0",
                    "--model-path=none.gguf",
                    "--embedding-model-dir=" + model,
                    "--embedding-natives-dir=" + natives()),
                Map.of()),
            "1",
            Instant.EPOCH,
            (_, event, _) -> events.add(event),
            (_, _) -> {});
    LlmServer server = LlmServer.start(parts, new RpcServices(parts));
    ManagedChannel channel =
        OkHttpChannelBuilder.forAddress(
                "localhost", server.port(), InsecureChannelCredentials.create())
            .build();
    try {
      use.with(channel);
    } finally {
      channel.shutdownNow();
      server.shutdown();
    }
  }

  private static EmbeddingEngine engine(ManagedChannel channel) throws StatusException {
    return ServerServiceGrpc.newBlockingV2Stub(channel)
        .withDeadlineAfter(PATIENCE)
        .getServerInfo(GetServerInfoRequest.getDefaultInstance())
        .getEmbeddingEngine();
  }

  /// Health says no more than that it does not serve, which is so while it loads, too. The server
  /// tells of the failure just before it answers with it.
  private EmbeddingEngine awaitFailure(ManagedChannel channel) throws Exception {
    String event = "";
    while (!event.equals("embedding.failed")) {
      event = Objects.requireNonNull(events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }
    EmbeddingEngine engine = engine(channel);
    while (engine.getState() == ModelState.MODEL_STATE_LOADING) {
      engine = engine(channel);
    }
    return engine;
  }

  private static void awaitStatus(ManagedChannel channel, ServingStatus status) throws Exception {
    BlockingClientCall<?, HealthCheckResponse> watch =
        HealthGrpc.newBlockingV2Stub(channel)
            .withDeadlineAfter(PATIENCE)
            .withWaitForReady()
            .watch(
                HealthCheckRequest.newBuilder()
                    .setService(EmbeddingServiceGrpc.SERVICE_NAME)
                    .build());
    HealthCheckResponse next = watch.read();
    while (next != null && next.getStatus() != status) {
      next = watch.read();
    }
    assertThat(next).isNotNull();
  }

  private static double cosine(EmbedResponse response, int a, int b) {
    List<Float> left = response.getEmbeddings(a).getValuesList();
    List<Float> right = response.getEmbeddings(b).getValuesList();
    double sum = 0;
    for (int i = 0; i < left.size(); i++) {
      sum += (double) left.get(i) * right.get(i);
    }
    return sum;
  }
}
