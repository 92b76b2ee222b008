package dev.gantry.llm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.config.ConfigException;
import dev.gantry.llm.config.ConfigReader;
import dev.gantry.llm.llama.TestModel;
import dev.gantry.llm.rpc.RpcServices;
import dev.gantry.llm.server.LlmServer;
import dev.gantry.llm.server.ServerParts;
import dev.gantry.llm.v1.ConversationServiceGrpc;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.GenerationServiceGrpc;
import dev.gantry.llm.v1.ModelServiceGrpc;
import dev.gantry.llm.v1.SamplingParameters;
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
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A whole server on the real library, and a client of it.
final class RunningServer implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Pattern PORT = Pattern.compile("\"port\":(\\d+)");

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final Ending ending;
  private final int port;
  private final ManagedChannel channel;

  @FunctionalInterface
  private interface Ending {
    void end() throws InterruptedException;
  }

  private RunningServer(Path model, String... flags) throws ConfigException, IOException {
    ServerParts parts =
        new ServerParts(
            ConfigReader.read(flags(model, flags), Map.of()),
            "1.2.3",
            Instant.ofEpochSecond(5, 6),
            (level, event, fields) -> log.add(level + " " + event + " " + Arrays.asList(fields)),
            (_, thrown) -> log.add("died " + thrown));
    LlmServer server = LlmServer.start(parts, new RpcServices(parts));
    ending = server::shutdown;
    port = server.port();
    channel = connect(port);
  }

  private RunningServer(Process process) throws IOException {
    BufferedReader lines = process.inputReader();
    String line = requireNonNull(lines.readLine());
    for (; !line.contains("server.listening"); line = requireNonNull(lines.readLine())) {
      log.add(line);
    }
    Thread.ofVirtual().start(() -> lines.lines().forEach(log::add));
    ending =
        () -> {
          // the process itself would close its output
          process.toHandle().destroy();
          assertThat(process.waitFor(PATIENCE)).isTrue();
          assertThat(process.exitValue()).isZero();
        };
    Matcher listening = PORT.matcher(line);
    assertThat(listening.find()).isTrue();
    port = Integer.parseInt(listening.group(1));
    channel = connect(port);
  }

  private static List<String> flags(Path model, String... flags) {
    List<String> all =
        new ArrayList<>(
            List.of("--port=0", "--model-path=" + model, "--natives-dir=" + TestModel.NATIVES));
    all.addAll(List.of(flags));
    return all;
  }

  private static ManagedChannel connect(int port) {
    return OkHttpChannelBuilder.forAddress("localhost", port, InsecureChannelCredentials.create())
        .build();
  }

  /// Started; its model is still to be loaded.
  static RunningServer started(Path model, String... flags) throws Exception {
    return new RunningServer(model, flags);
  }

  /// Started, and its model answers.
  static RunningServer serving(Path model, String... flags) throws Exception {
    RunningServer started = started(model, flags);
    started.awaitHealth(ServingStatus.SERVING);
    return started;
  }

  /// The same as a process of its own, whose memory is nobody else's. Ends with 0, or the test
  /// fails.
  static RunningServer process(int heapMegabytes, Path model, String... flags) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xmx%dm".formatted(heapMegabytes),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(flags(model, flags));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("GANTRY_LLM_"));
    RunningServer started = new RunningServer(builder.start());
    started.awaitHealth(ServingStatus.SERVING);
    return started;
  }

  List<String> log() {
    return List.copyOf(log);
  }

  ServerServiceGrpc.ServerServiceBlockingV2Stub server() {
    return ServerServiceGrpc.newBlockingV2Stub(channel).withDeadlineAfter(PATIENCE);
  }

  ModelServiceGrpc.ModelServiceBlockingV2Stub models() {
    return ModelServiceGrpc.newBlockingV2Stub(channel).withDeadlineAfter(PATIENCE);
  }

  GenerationServiceGrpc.GenerationServiceBlockingV2Stub generations() {
    return GenerationServiceGrpc.newBlockingV2Stub(channel).withDeadlineAfter(PATIENCE);
  }

  ConversationServiceGrpc.ConversationServiceBlockingV2Stub conversations() {
    return ConversationServiceGrpc.newBlockingV2Stub(channel).withDeadlineAfter(PATIENCE);
  }

  /// For services that have no call of their own here.
  ManagedChannel channel() {
    return channel;
  }

  int port() {
    return port;
  }

  ServingStatus health(String service) throws StatusException {
    return HealthGrpc.newBlockingV2Stub(channel)
        .withDeadlineAfter(PATIENCE)
        .withWaitForReady()
        .check(HealthCheckRequest.newBuilder().setService(service).build())
        .getStatus();
  }

  /// @param service "" for the whole server
  BlockingClientCall<?, HealthCheckResponse> watchHealth(String service) {
    return HealthGrpc.newBlockingV2Stub(channel)
        .withDeadlineAfter(PATIENCE)
        .withWaitForReady()
        .watch(HealthCheckRequest.newBuilder().setService(service).build());
  }

  void awaitHealth(ServingStatus wanted) throws Exception {
    BlockingClientCall<?, HealthCheckResponse> watch = watchHealth("");
    awaitHealth(watch, wanted);
    watch.cancel("seen", null);
  }

  static void awaitHealth(BlockingClientCall<?, HealthCheckResponse> watch, ServingStatus wanted)
      throws Exception {
    HealthCheckResponse next = watch.read();
    while (next != null && next.getStatus() != wanted) {
      next = watch.read();
    }
    assertThat(next).isNotNull();
  }

  /// Ends as on a signal; the client stays.
  void shutdown() throws InterruptedException {
    ending.end();
  }

  /// A generation that is deterministic.
  static GenerateRequest.Builder greedy() {
    return GenerateRequest.newBuilder()
        .setSampling(SamplingParameters.newBuilder().setTemperature(0));
  }

  List<GenerateResponse> generate(GenerateRequest request)
      throws StatusException, InterruptedException {
    return Replies.rest(generations().generate(request));
  }

  @Override
  public void close() {
    try {
      channel.shutdownNow();
      channel.awaitTermination(5, TimeUnit.SECONDS);
      ending.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    assertThat(log).noneMatch(line -> line.startsWith("died"));
  }
}
