package dev.gantry.llm;

import static dev.gantry.llm.Replies.text;
import static dev.gantry.llm.RunningServer.awaitHealth;
import static dev.gantry.llm.RunningServer.greedy;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.llm.config.ConfigReader;
import dev.gantry.llm.llama.TestModel;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.rpc.RpcServices;
import dev.gantry.llm.server.LlmServer;
import dev.gantry.llm.server.ServerParts;
import dev.gantry.llm.v1.ChatInput;
import dev.gantry.llm.v1.ChatMessage;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.GenerationServiceGrpc;
import dev.gantry.llm.v1.GetLoadRequest;
import dev.gantry.llm.v1.GetServerInfoRequest;
import dev.gantry.llm.v1.GetServerInfoResponse;
import dev.gantry.llm.v1.Load;
import dev.gantry.llm.v1.ModelState;
import dev.gantry.llm.v1.Role;
import dev.gantry.llm.v1.SamplingParameters;
import dev.gantry.llm.v1.ServerServiceGrpc;
import dev.gantry.llm.v1.WatchLoadRequest;
import dev.gantry.llm.v1.WatchLoadResponse;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole server, on the real library and model.
class LlmServerTest {
  private static final String GENERATION = GenerationServiceGrpc.SERVICE_NAME;

  private final List<RunningServer> servers = new ArrayList<>();

  @TempDir private Path directory;

  private RunningServer start(Path model, String... flags) throws Exception {
    servers.add(RunningServer.started(model, flags));
    return servers.getLast();
  }

  private RunningServer serving(String... flags) throws Exception {
    RunningServer server = start(TestModel.FILE, flags);
    server.awaitHealth(ServingStatus.SERVING);
    return server;
  }

  @AfterEach
  void stop() {
    servers.forEach(RunningServer::close);
  }

  private static List<GenerateResponse> ask(RunningServer server, String question)
      throws StatusException, InterruptedException {
    return server.generate(
        greedy()
            .setChat(
                ChatInput.newBuilder()
                    .addMessages(
                        ChatMessage.newBuilder().setRole(Role.ROLE_USER).setContent(question)))
            .build());
  }

  private static GetServerInfoResponse info(RunningServer server) throws StatusException {
    return server
        .server()
        .withWaitForReady()
        .getServerInfo(GetServerInfoRequest.getDefaultInstance());
  }

  @Test
  void servesFromLoadingToDraining() throws Exception {
    RunningServer server = start(TestModel.FILE);
    BlockingClientCall<?, HealthCheckResponse> whole = server.watchHealth("");
    BlockingClientCall<?, HealthCheckResponse> generation = server.watchHealth(GENERATION);
    awaitHealth(whole, ServingStatus.SERVING);
    awaitHealth(generation, ServingStatus.SERVING);

    assertThat(text(ask(server, "What is 7 plus 8?"))).isEqualTo("7 plus 8 is 15.");

    server.shutdown();
    awaitHealth(whole, ServingStatus.NOT_SERVING);
    awaitHealth(generation, ServingStatus.NOT_SERVING);
    assertThatThrownBy(() -> ask(server, "Still there?"))
        .isInstanceOfSatisfying(
            StatusException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE));
  }

  @Test
  void answersInTheFormThatIsAskedFor() throws Exception {
    RunningServer server = serving();

    String text =
        text(
            server.generate(
                GenerateRequest.newBuilder()
                    .setPrompt("Once")
                    .setJsonSchema(
                        """
                        {"type": "array", "items": {"enum": ["tea", "rain"]},
                         "minItems": 2, "maxItems": 3}
                        """)
                    .setSampling(SamplingParameters.newBuilder().setTemperature(2).setSeed(1))
                    .build()));

    assertThat(text).matches("\\[\"(tea|rain)\"(, ?\"(tea|rain)\"){1,2}]");
  }

  @Test
  void tellsWhatItIs() throws Exception {
    RunningServer server = serving("--context-tokens=4096", "--slots=2");

    GetServerInfoResponse info = info(server);

    assertThat(info.getVersion()).isEqualTo("1.2.3");
    assertThat(info.getStartTime().getSeconds()).isEqualTo(5);
    assertThat(info.getEngine().getName()).isEqualTo("llama.cpp");
    assertThat(info.getEngine().getVersion()).startsWith("0.5.0");
    assertThat(info.getEngine().getCpuVariant()).isNotEmpty();
    assertThat(info.getEngine().getThreads()).isEqualTo(1);
    assertThat(info.getModel())
        .isEqualTo(
            dev.gantry.llm.v1.Model.newBuilder()
                .setState(ModelState.MODEL_STATE_READY)
                .setPath(TestModel.FILE.toString())
                .setName("Gantry Tiny")
                .setArchitecture("llama")
                .setQuantization("Q8_0")
                .setParameters(4_229_888)
                .setSizeBytes(4_601_280)
                .setTrainedContextTokens(512)
                .setVocabularyTokens(3072)
                .build());
    assertThat(info.getLimits())
        .isEqualTo(
            dev.gantry.llm.v1.Limits.newBuilder()
                .setContextTokens(512)
                .setSlots(2)
                .setQueue(64)
                .setConversations(1000)
                .build());
    assertThat(server.log()).anyMatch(line -> line.startsWith("WARN model.context_capped"));
  }

  @Test
  void tellsHowBusyItIs() throws Exception {
    RunningServer server = serving();
    BlockingClientCall<?, WatchLoadResponse> watch =
        server.server().watchLoad(WatchLoadRequest.getDefaultInstance());
    Load before = requireNonNull(watch.read()).getLoad();
    int sampled = (int) ask(server, "Hello!").stream().filter(GenerateResponse::hasToken).count();
    Load after = requireNonNull(watch.read()).getLoad();
    while (after.getGeneratedTokens() < sampled) {
      after = requireNonNull(watch.read()).getLoad();
    }

    assertThat(before.hasGeneratedTokensPerSecond()).isFalse();
    assertThat(before.getSlots()).isEqualTo(4);
    assertThat(before.getContextTokens()).isEqualTo(4 * 512);
    assertThat(before.getGeneratedTokens()).isZero();
    assertThat(after.hasGeneratedTokensPerSecond()).isTrue();
    assertThat(after.getGeneratedTokens()).isEqualTo(sampled);
    assertThat(after.getActive() + after.getQueued()).isZero();
    assertThat(after.getTimeToFirstToken()).isNotEqualTo(before.getTimeToFirstToken());
    assertThat(after.getResidentBytes()).isGreaterThan(after.getHeapUsedBytes() / 2);
    assertThat(
            server
                .server()
                .getLoad(GetLoadRequest.getDefaultInstance())
                .getLoad()
                .getGeneratedTokens())
        .isEqualTo(sampled);
  }

  @Test
  void listsItsServicesByReflection() throws Exception {
    BlockingClientCall<ServerReflectionRequest, ServerReflectionResponse> call =
        ServerReflectionGrpc.newBlockingV2Stub(start(TestModel.FILE).channel())
            .withDeadlineAfter(RunningServer.PATIENCE)
            .withWaitForReady()
            .serverReflectionInfo();
    call.write(ServerReflectionRequest.newBuilder().setListServices("").build());
    ServerReflectionResponse response = call.read();
    call.halfClose();

    assertThat(response).isNotNull();
    assertThat(
            response.getListServicesResponse().getServiceList().stream()
                .map(ServiceResponse::getName)
                .toList())
        .containsExactlyInAnyOrder(
            "gantry.llm.v1.CollectionService",
            "gantry.llm.v1.ConversationService",
            "gantry.llm.v1.EmbeddingService",
            "gantry.llm.v1.GenerationService",
            "gantry.llm.v1.ModelService",
            "gantry.llm.v1.ServerService",
            "grpc.health.v1.Health",
            "grpc.reflection.v1.ServerReflection");
  }

  @Test
  void staysUpAndSaysWhyThereIsNoModel() throws Exception {
    Path missing = directory.resolve("none.gguf");
    RunningServer server = start(missing);
    Patience.until("the model has failed", () -> hasFailed(server));

    assertThat(info(server).getModel().getProblem())
        .isEqualTo(
            "There is no model at %s. Put a GGUF file there, or set model-path to one."
                .formatted(missing));
    assertThat(server.health("")).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(server.health(GENERATION)).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(server.health(ServerServiceGrpc.SERVICE_NAME)).isEqualTo(ServingStatus.SERVING);
    assertThatThrownBy(() -> ask(server, "Hello?"))
        .isInstanceOfSatisfying(
            StatusException.class,
            e ->
                assertThat(e.getStatus().getDescription())
                    .startsWith("There is no model at " + missing));
  }

  private static boolean hasFailed(RunningServer server) {
    try {
      return info(server).getModel().getState() == ModelState.MODEL_STATE_FAILED;
    } catch (StatusException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void survivesADamagedModel() throws Exception {
    byte[] whole = Files.readAllBytes(TestModel.FILE);
    Path cut = Files.write(directory.resolve("cut.gguf"), Arrays.copyOf(whole, whole.length - 100));
    RunningServer server = start(cut);
    Patience.until("the model has failed", () -> hasFailed(server));

    assertThat(info(server).getModel().getName()).isEqualTo("Gantry Tiny");
    assertThat(info(server).getModel().getProblem())
        .contains(cut.toString())
        .contains("not within the file bounds");
  }

  @Test
  void triesAnUnknownModelBeforeItIsServed() throws Exception {
    byte[] changed = Files.readAllBytes(TestModel.FILE);
    changed[changed.length - 1]++;
    RunningServer server = start(Files.write(directory.resolve("other.gguf"), changed));
    server.awaitHealth(ServingStatus.SERVING);

    assertThat(text(ask(server, "Hello!"))).isNotEmpty();
  }

  @Test
  void staysUpWithoutItsLibraries() throws Exception {
    RunningServer server = start(TestModel.FILE, "--natives-dir=" + directory);
    Patience.until("the model has failed", () -> hasFailed(server));

    assertThat(info(server).getModel().getProblem())
        .contains("libllama.v0.5.0.so is missing in " + directory);
  }

  @Test
  void endsWhileItIsStillLoading() throws Exception {
    RunningServer server = start(TestModel.FILE, "--model-check=always");

    server.shutdown();

    assertThat(server.log().getLast()).startsWith(EventLog.Level.INFO + " server.stopped");
  }

  @Test
  void cannotListenOnATakenPort() throws Exception {
    int taken = start(TestModel.FILE).port();

    assertThatThrownBy(() -> start(TestModel.FILE, "--port=" + taken))
        .isInstanceOf(IOException.class);
  }

  @Test
  void loadsNoModelWhereItCannotListen() throws Exception {
    int taken = start(TestModel.FILE).port();
    ServerParts parts =
        new ServerParts(
            ConfigReader.read(
                List.of("--port=" + taken, "--model-path=" + TestModel.FILE), Map.of()),
            "1",
            Instant.EPOCH,
            (_, _, _) -> {},
            (_, _) -> {});

    assertThatThrownBy(() -> LlmServer.start(parts, new RpcServices(parts)))
        .isInstanceOf(IOException.class);

    assertThat(parts.model()).isEqualTo(new dev.gantry.llm.serving.ModelState.Draining());
  }
}
