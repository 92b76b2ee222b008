package dev.gantry.llm.embedding.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.config.ConfigReader;
import dev.gantry.llm.rpc.RpcServices;
import dev.gantry.llm.server.LlmServer;
import dev.gantry.llm.server.ServerParts;
import dev.gantry.llm.v1.EmbedRequest;
import dev.gantry.llm.v1.EmbedResponse;
import dev.gantry.llm.v1.EmbeddingServiceGrpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The whole server, with this engine on its class path and without a model to generate with.
class EmbeddingServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void findsTheSentenceThatMeansTheSame() throws Exception {
    ServerParts parts =
        new ServerParts(
            ConfigReader.read(
                List.of(
                    "--port=0",
                    "--model-path=none.gguf",
                    "--embedding-model-dir=" + OnnxEngineTest.MODEL,
                    "--embedding-natives-dir=" + OnnxEngineTest.NATIVES),
                Map.of()),
            "1",
            Instant.EPOCH,
            (_, _, _) -> {},
            (_, _) -> {});
    LlmServer server = LlmServer.start(parts, new RpcServices(parts));
    ManagedChannel channel =
        OkHttpChannelBuilder.forAddress(
                "localhost", server.port(), InsecureChannelCredentials.create())
            .build();
    try {
      awaitServing(channel);
      EmbedResponse response =
          EmbeddingServiceGrpc.newBlockingV2Stub(channel)
              .withDeadlineAfter(PATIENCE)
              .embed(
                  EmbedRequest.newBuilder()
                      .addTexts("How do I make my image smaller?")
                      .addTexts("Ways to reduce the size of a container image.")
                      .addTexts("The cat sleeps on the warm stove.")
                      .build());

      assertThat(response.getEngine() + " " + response.getModel())
          .isEqualTo("onnx all-minilm-l6-v2");
      assertThat(cosine(response, 0, 1)).isGreaterThan(0.6);
      assertThat(cosine(response, 0, 2)).isLessThan(0.3);
    } finally {
      channel.shutdownNow();
      server.shutdown();
    }
  }

  private static void awaitServing(ManagedChannel channel) throws Exception {
    BlockingClientCall<?, HealthCheckResponse> watch =
        HealthGrpc.newBlockingV2Stub(channel)
            .withDeadlineAfter(PATIENCE)
            .withWaitForReady()
            .watch(
                HealthCheckRequest.newBuilder()
                    .setService(EmbeddingServiceGrpc.SERVICE_NAME)
                    .build());
    HealthCheckResponse next = watch.read();
    while (next != null && next.getStatus() != ServingStatus.SERVING) {
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
