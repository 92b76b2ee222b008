package dev.gantry.llm;

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
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole server, on the real library and model.
class LlmServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String GENERATION = GenerationServiceGrpc.SERVICE_NAME;

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final List<LlmServer> servers = new ArrayList<>();

  @TempDir private Path directory;

  private ManagedChannel start(Path model, String... flags) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of("--port=0", "--model-path=" + model, "--natives-dir=" + TestModel.NATIVES));
    all.addAll(List.of(flags));
    servers.add(
        start(
            new ServerParts(
                ConfigReader.read(all, Map.of()),
                "1.2.3",
                Instant.ofEpochSecond(5, 6),
                (level, event, fields) ->
                    log.add(level + " " + event + " " + Arrays.asList(fields)),
                (_, thrown) -> log.add("died " + thrown))));
    channels.add(
        OkHttpChannelBuilder.forAddress(
                "localhost", servers.getLast().port(), InsecureChannelCredentials.create())
            .build());
    return channels.getLast();
  }

  private static LlmServer start(ServerParts parts) throws IOException {
    return LlmServer.start(parts, new RpcServices(parts));
  }

  @AfterEach
  void stop() throws InterruptedException {
    channels.forEach(ManagedChannel::shutdownNow);
    for (LlmServer server : servers) {
      server.shutdown();
    }
    assertThat(log).noneMatch(line -> line.startsWith("died"));
  }

  private static BlockingClientCall<?, HealthCheckResponse> watch(
      ManagedChannel channel, String service) {
    return HealthGrpc.newBlockingV2Stub(channel)
        .withDeadlineAfter(PATIENCE)
        .withWaitForReady()
        .watch(HealthCheckRequest.newBuilder().setService(service).build());
  }

  private static void awaitStatus(BlockingClientCall<?, HealthCheckResponse> watch, ServingStatus s)
      throws Exception {
    HealthCheckResponse next = watch.read();
    while (next != null && next.getStatus() != s) {
      next = watch.read();
    }
    assertThat(next).isNotNull();
  }

  private static List<GenerateResponse> ask(ManagedChannel channel, String question)
      throws StatusException, InterruptedException {
    BlockingClientCall<?, GenerateResponse> call =
        GenerationServiceGrpc.newBlockingV2Stub(channel)
            .withDeadlineAfter(PATIENCE)
            .generate(
                GenerateRequest.newBuilder()
                    .setChat(
                        ChatInput.newBuilder()
                            .addMessages(
                                ChatMessage.newBuilder()
                                    .setRole(Role.ROLE_USER)
                                    .setContent(question)))
                    .setSampling(SamplingParameters.newBuilder().setTemperature(0))
                    .build());
    List<GenerateResponse> responses = new ArrayList<>();
    for (GenerateResponse response = call.read(); response != null; response = call.read()) {
      responses.add(response);
    }
    return responses;
  }

  private static String text(List<GenerateResponse> responses) {
    StringBuilder text = new StringBuilder();
    responses.forEach(response -> text.append(response.getToken().getText()));
    return text.toString();
  }

  private static GetServerInfoResponse info(ManagedChannel channel) throws StatusException {
    return ServerServiceGrpc.newBlockingV2Stub(channel)
        .withDeadlineAfter(PATIENCE)
        .withWaitForReady()
        .getServerInfo(GetServerInfoRequest.getDefaultInstance());
  }

  @Test
  void servesFromLoadingToDraining() throws Exception {
    ManagedChannel channel = start(TestModel.FILE);
    BlockingClientCall<?, HealthCheckResponse> whole = watch(channel, "");
    BlockingClientCall<?, HealthCheckResponse> generation = watch(channel, GENERATION);
    awaitStatus(whole, ServingStatus.SERVING);
    awaitStatus(generation, ServingStatus.SERVING);

    assertThat(text(ask(channel, "What is 7 plus 8?"))).isEqualTo("7 plus 8 is 15.");

    servers.getLast().shutdown();
    awaitStatus(whole, ServingStatus.NOT_SERVING);
    awaitStatus(generation, ServingStatus.NOT_SERVING);
    assertThatThrownBy(() -> ask(channel, "Still there?"))
        .isInstanceOfSatisfying(
            StatusException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE));
  }

  @Test
  void answersInTheFormThatIsAskedFor() throws Exception {
    ManagedChannel channel = start(TestModel.FILE);
    awaitStatus(watch(channel, GENERATION), ServingStatus.SERVING);

    BlockingClientCall<?, GenerateResponse> call =
        GenerationServiceGrpc.newBlockingV2Stub(channel)
            .withDeadlineAfter(PATIENCE)
            .generate(
                GenerateRequest.newBuilder()
                    .setPrompt("Once")
                    .setJsonSchema(
                        """
                        {"type": "array", "items": {"enum": ["tea", "rain"]},
                         "minItems": 2, "maxItems": 3}
                        """)
                    .setSampling(SamplingParameters.newBuilder().setTemperature(2).setSeed(1))
                    .build());
    StringBuilder text = new StringBuilder();
    for (GenerateResponse next = call.read(); next != null; next = call.read()) {
      text.append(next.getToken().getText());
    }

    assertThat(text.toString()).matches("\\[\"(tea|rain)\"(, ?\"(tea|rain)\"){1,2}]");
  }

  @Test
  void tellsWhatItIs() throws Exception {
    ManagedChannel channel = start(TestModel.FILE, "--context-tokens=4096", "--slots=2");
    awaitStatus(watch(channel, ""), ServingStatus.SERVING);

    GetServerInfoResponse info = info(channel);

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
    assertThat(log).anyMatch(line -> line.startsWith("WARN model.context_capped"));
  }

  @Test
  void tellsHowBusyItIs() throws Exception {
    ManagedChannel channel = start(TestModel.FILE);
    awaitStatus(watch(channel, GENERATION), ServingStatus.SERVING);
    BlockingClientCall<?, WatchLoadResponse> watch =
        ServerServiceGrpc.newBlockingV2Stub(channel)
            .withDeadlineAfter(PATIENCE)
            .watchLoad(WatchLoadRequest.getDefaultInstance());
    Load before = requireNonNull(watch.read()).getLoad();
    int sampled = (int) ask(channel, "Hello!").stream().filter(GenerateResponse::hasToken).count();
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
            ServerServiceGrpc.newBlockingV2Stub(channel)
                .withDeadlineAfter(PATIENCE)
                .getLoad(GetLoadRequest.getDefaultInstance())
                .getLoad()
                .getGeneratedTokens())
        .isEqualTo(sampled);
  }

  @Test
  void listsItsServicesByReflection() throws Exception {
    ManagedChannel channel = start(TestModel.FILE);
    BlockingClientCall<ServerReflectionRequest, ServerReflectionResponse> call =
        ServerReflectionGrpc.newBlockingV2Stub(channel)
            .withDeadlineAfter(PATIENCE)
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
    ManagedChannel channel = start(missing);
    Patience.until("the model has failed", () -> hasFailed(channel));

    assertThat(info(channel).getModel().getProblem())
        .isEqualTo(
            "There is no model at %s. Put a GGUF file there, or set model-path to one."
                .formatted(missing));
    assertThat(health(channel, "")).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(health(channel, GENERATION)).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(health(channel, ServerServiceGrpc.SERVICE_NAME)).isEqualTo(ServingStatus.SERVING);
    assertThatThrownBy(() -> ask(channel, "Hello?"))
        .isInstanceOfSatisfying(
            StatusException.class,
            e ->
                assertThat(e.getStatus().getDescription())
                    .startsWith("There is no model at " + missing));
  }

  private static ServingStatus health(ManagedChannel channel, String service)
      throws StatusException {
    return HealthGrpc.newBlockingV2Stub(channel)
        .withWaitForReady()
        .check(HealthCheckRequest.newBuilder().setService(service).build())
        .getStatus();
  }

  private static boolean hasFailed(ManagedChannel channel) {
    try {
      return info(channel).getModel().getState() == ModelState.MODEL_STATE_FAILED;
    } catch (StatusException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void survivesADamagedModel() throws Exception {
    byte[] whole = Files.readAllBytes(TestModel.FILE);
    Path cut = Files.write(directory.resolve("cut.gguf"), Arrays.copyOf(whole, whole.length - 100));
    ManagedChannel channel = start(cut);
    Patience.until("the model has failed", () -> hasFailed(channel));

    assertThat(info(channel).getModel().getName()).isEqualTo("Gantry Tiny");
    assertThat(info(channel).getModel().getProblem())
        .contains(cut.toString())
        .contains("not within the file bounds");
  }

  @Test
  void triesAnUnknownModelBeforeItIsServed() throws Exception {
    byte[] changed = Files.readAllBytes(TestModel.FILE);
    changed[changed.length - 1]++;
    ManagedChannel channel = start(Files.write(directory.resolve("other.gguf"), changed));
    awaitStatus(watch(channel, ""), ServingStatus.SERVING);

    assertThat(text(ask(channel, "Hello!"))).isNotEmpty();
  }

  @Test
  void staysUpWithoutItsLibraries() throws Exception {
    ManagedChannel channel = start(TestModel.FILE, "--natives-dir=" + directory);
    Patience.until("the model has failed", () -> hasFailed(channel));

    assertThat(info(channel).getModel().getProblem())
        .contains("libllama.v0.5.0.so is missing in " + directory);
  }

  @Test
  void endsWhileItIsStillLoading() throws Exception {
    start(TestModel.FILE, "--model-check=always");

    servers.getLast().shutdown();

    assertThat(log.getLast()).startsWith(EventLog.Level.INFO + " server.stopped");
  }

  @Test
  void cannotListenOnATakenPort() throws Exception {
    start(TestModel.FILE);
    int taken = servers.getLast().port();

    assertThatThrownBy(
            () ->
                start(
                    new ServerParts(
                        ConfigReader.read(List.of("--port=" + taken), Map.of()),
                        "1",
                        Instant.EPOCH,
                        (_, _, _) -> {},
                        (_, _) -> {})))
        .isInstanceOf(IOException.class);
  }
}
