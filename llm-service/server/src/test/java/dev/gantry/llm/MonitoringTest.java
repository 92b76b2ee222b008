package dev.gantry.llm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.llm.config.ConfigReader;
import dev.gantry.llm.llama.TestModel;
import dev.gantry.llm.metrics.TestScrape;
import dev.gantry.llm.rpc.RpcServices;
import dev.gantry.llm.security.TestKeys;
import dev.gantry.llm.server.LlmServer;
import dev.gantry.llm.server.ServerParts;
import dev.gantry.llm.v1.EmbedRequest;
import dev.gantry.llm.v1.EmbeddingServiceGrpc;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.GenerationServiceGrpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The HTTP port of the whole server, on the real library and model.
class MonitoringTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable LlmServer server;
  private @Nullable ManagedChannel channel;

  @TempDir private Path directory;

  private void start(String... flags) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--port=0",
                "--model-path=" + TestModel.FILE,
                "--natives-dir=" + TestModel.NATIVES));
    all.addAll(List.of(flags));
    ServerParts parts =
        new ServerParts(
            ConfigReader.read(all, Map.of()),
            "1.2.3",
            Instant.EPOCH,
            (_, _, _) -> {},
            (_, _) -> {});
    server = LlmServer.start(parts, new RpcServices(parts));
    channel =
        OkHttpChannelBuilder.forAddress(
                "localhost", server.port(), InsecureChannelCredentials.create())
            .build();
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (channel != null) {
      channel.shutdownNow();
    }
    if (server != null) {
      server.shutdown();
    }
    client.close();
  }

  private HttpRequest.Builder request(String path) {
    Integer port = requireNonNull(requireNonNull(server).httpPort());
    return HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(port, path)))
        .timeout(PATIENCE);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private String health() {
    try {
      HttpResponse<String> response = get("/healthz");
      return response.statusCode() + " " + response.body().strip();
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private int generate(GenerateRequest request) throws Exception {
    BlockingClientCall<?, GenerateResponse> call =
        GenerationServiceGrpc.newBlockingV2Stub(channel)
            .withDeadlineAfter(PATIENCE)
            .generate(request);
    int tokens = 0;
    for (GenerateResponse next = call.read(); next != null; next = call.read()) {
      tokens += next.hasToken() ? 1 : 0;
    }
    return tokens;
  }

  @Test
  void measuresWhatIsAskedAndAnswered() throws Exception {
    start();
    Patience.until("the model answers", () -> health().equals("200 SERVING"));
    int tokens = generate(GenerateRequest.newBuilder().setPrompt("One,").setMaxTokens(5).build());
    assertThatThrownBy(() -> generate(GenerateRequest.getDefaultInstance()))
        .isInstanceOf(StatusException.class);
    assertThatThrownBy(
            () ->
                EmbeddingServiceGrpc.newBlockingV2Stub(channel)
                    .withDeadlineAfter(PATIENCE)
                    .embed(EmbedRequest.newBuilder().addTexts("a").build()))
        .isInstanceOf(StatusException.class);

    HttpResponse<String> response = get("/metrics");
    TestScrape scrape = TestScrape.parse(response.body());

    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
    String model = "gen_ai_provider_name=\"llama.cpp\",gen_ai_response_model=\"Gantry Tiny\"";
    String completion = "gen_ai_operation_name=\"text_completion\"," + model;
    assertThat(scrape.value("gen_ai_server_time_to_first_token_seconds_count{" + completion + "}"))
        .isEqualTo(1);
    assertThat(
            scrape.value("gen_ai_server_time_per_output_token_seconds_count{" + completion + "}"))
        .isEqualTo(1);
    assertThat(
            scrape.value(
                "gen_ai_client_token_usage_sum{" + completion + ",gen_ai_token_type=\"output\"}"))
        .isEqualTo(tokens);
    assertThat(
            scrape.value(
                "gen_ai_server_request_duration_seconds_count{error_type=\"\"," + completion + "}"))
        .isEqualTo(1);
    assertThat(
            scrape.value(
                "gen_ai_server_request_duration_seconds_count{error_type=\"INVALID_ARGUMENT\","
                    + completion
                    + "}"))
        .isEqualTo(1);
    assertThat(
            scrape.value(
                "gen_ai_server_request_duration_seconds_count{error_type=\"UNAVAILABLE\",gen_ai_operation_name=\"embeddings\",gen_ai_provider_name=\"\",gen_ai_response_model=\"\"}"))
        .isEqualTo(1);
    String generate =
        "grpc_method=\"Generate\",grpc_service=\"gantry.llm.v1.GenerationService\",grpc_type=\"server_stream\"";
    assertThat(scrape.value("grpc_server_started_total{" + generate + "}")).isEqualTo(2);
    assertThat(scrape.value("grpc_server_handled_total{grpc_code=\"OK\"," + generate + "}"))
        .isEqualTo(1);
    assertThat(
            scrape.value(
                "grpc_server_handled_total{grpc_code=\"InvalidArgument\"," + generate + "}"))
        .isEqualTo(1);
    assertThat(scrape.value("gantry_llm_generated_tokens_total")).isEqualTo(tokens);
    assertThat(scrape.value("gantry_llm_slots")).isEqualTo(4);
    assertThat(scrape.value("gantry_llm_serving")).isEqualTo(1);
    assertThat(scrape.value("gantry_llm_build_info{version=\"1.2.3\"}")).isEqualTo(1);
    assertThat(scrape.value("process_resident_memory_bytes")).isGreaterThan(1e6);
    assertThat(scrape.value("process_cpu_seconds_total")).isPositive();
    assertThat(scrape.value("jvm_memory_used_bytes{area=\"heap\"}")).isPositive();
    assertThat(scrape.names()).anyMatch(name -> name.startsWith("jvm_gc_collection_seconds"));
  }

  @Test
  void writesOpenMetricsForWhoAsksForIt() throws Exception {
    start();

    HttpResponse<String> response =
        client.send(
            request("/metrics").header("Accept", "application/openmetrics-text").build(),
            BodyHandlers.ofString());

    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));
    assertThat(response.body()).contains("# TYPE gantry_llm_serving gauge").endsWith("# EOF\n");
  }

  @Test
  void saysWhyItDoesNotServe() throws Exception {
    start("--model-path=" + directory.resolve("none.gguf"));

    Patience.until("the model has failed", () -> health().equals("503 NOT_SERVING (failed)"));
  }

  @Test
  void answersNothingElse() throws Exception {
    start();

    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/metrics/../etc").statusCode()).isEqualTo(404);
    assertThat(
            client
                .send(
                    request("/metrics").POST(HttpRequest.BodyPublishers.ofString("a")).build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(405);
    assertThat(
            client.send(request("/metrics").HEAD().build(), BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void wantsTheTokenForMetricsAndNotForHealth() throws Exception {
    Path token = Files.writeString(directory.resolve("token"), "0123456789abcdef");
    start("--token-file=" + token);

    assertThat(get("/metrics").statusCode()).isEqualTo(401);
    assertThat(health()).contains("SERVING");
    assertThat(
            client
                .send(
                    request("/metrics").header("Authorization", "Bearer 0123456789abcdef").build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void talksTlsWhereTheServerDoes() throws Exception {
    start(
        "--tls-cert=" + TestKeys.file("server.pem"),
        "--tls-key=" + TestKeys.file("server.key"),
        "--tls-client-ca=" + TestKeys.file("authority.pem"));
    Integer port = requireNonNull(requireNonNull(server).httpPort());
    try (HttpClient nobody = TestKeys.client(null);
        HttpClient known = TestKeys.client("client")) {
      HttpRequest metrics =
          HttpRequest.newBuilder(URI.create("https://localhost:%d/metrics".formatted(port)))
              .timeout(PATIENCE)
              .build();
      HttpRequest health =
          HttpRequest.newBuilder(URI.create("https://localhost:%d/healthz".formatted(port)))
              .timeout(PATIENCE)
              .build();

      assertThat(nobody.send(metrics, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
      assertThat(nobody.send(health, BodyHandlers.ofString()).body()).contains("SERVING");
      assertThat(known.send(metrics, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void listensToHttpOnlyWhereItIsWanted() throws Exception {
    start("--http-port=off");

    assertThat(requireNonNull(server).httpPort()).isNull();
  }

  @Test
  void saysWhichPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> start("--http-port=" + taken.getLocalPort()))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "127.0.0.1:%d cannot be listened on: Address already in use. Stop what uses it, or set"
                  + " http-port to another.",
              taken.getLocalPort());
    }
  }
}
