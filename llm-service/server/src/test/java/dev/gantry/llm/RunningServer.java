package dev.gantry.llm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
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
import io.grpc.protobuf.StatusProto;
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
  private final ManagedChannel channel;

  @FunctionalInterface
  private interface Ending {
    void end() throws InterruptedException;
  }

  private RunningServer(Path model, String... flags) throws ConfigException, IOException {
    ServerParts parts =
        new ServerParts(
            ConfigReader.read(flags(model, flags), Map.of()),
            "test",
            Instant.EPOCH,
            (level, event, fields) -> log.add(level + " " + event + " " + Arrays.asList(fields)),
            (_, thrown) -> log.add("died " + thrown));
    LlmServer server = LlmServer.start(parts, new RpcServices(parts));
    ending = server::shutdown;
    channel = connect(server.port());
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
    Matcher port = PORT.matcher(line);
    assertThat(port.find()).isTrue();
    channel = connect(Integer.parseInt(port.group(1)));
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

  /// Started, and its model answers.
  static RunningServer serving(Path model, String... flags) throws Exception {
    RunningServer started = new RunningServer(model, flags);
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

  BlockingClientCall<?, HealthCheckResponse> watchHealth() {
    return HealthGrpc.newBlockingV2Stub(channel)
        .withDeadlineAfter(PATIENCE)
        .withWaitForReady()
        .watch(HealthCheckRequest.getDefaultInstance());
  }

  void awaitHealth(ServingStatus wanted) throws Exception {
    BlockingClientCall<?, HealthCheckResponse> watch = watchHealth();
    HealthCheckResponse next = watch.read();
    while (next != null && next.getStatus() != wanted) {
      next = watch.read();
    }
    assertThat(next).isNotNull();
    watch.cancel("seen", null);
  }

  /// A generation that is deterministic.
  static GenerateRequest.Builder greedy() {
    return GenerateRequest.newBuilder()
        .setSampling(SamplingParameters.newBuilder().setTemperature(0));
  }

  List<GenerateResponse> generate(GenerateRequest request)
      throws StatusException, InterruptedException {
    return rest(generations().generate(request));
  }

  /// What is still to come of a stream.
  static List<GenerateResponse> rest(BlockingClientCall<?, GenerateResponse> call)
      throws StatusException, InterruptedException {
    List<GenerateResponse> responses = new ArrayList<>();
    for (GenerateResponse response = call.read(); response != null; response = call.read()) {
      responses.add(response);
    }
    return responses;
  }

  static String text(List<GenerateResponse> responses) {
    StringBuilder text = new StringBuilder();
    responses.forEach(response -> text.append(response.getToken().getText()));
    return text.toString();
  }

  /// The reason of a failure, with a "+" where it says when to try again.
  static String reason(StatusException failure) {
    String reason = "";
    String retry = "";
    try {
      for (var detail : requireNonNull(StatusProto.fromThrowable(failure)).getDetailsList()) {
        if (detail.is(ErrorInfo.class)) {
          reason = detail.unpack(ErrorInfo.class).getReason();
        } else if (detail.is(RetryInfo.class)) {
          retry = "+";
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
    return reason + retry;
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
