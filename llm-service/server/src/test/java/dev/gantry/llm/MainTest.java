package dev.gantry.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.llama.TestModel;
import dev.gantry.llm.probe.HealthProbe;
import dev.gantry.llm.v1.FinishReason;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.GenerationServiceGrpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server as a process: its exit codes, its log, its end.
class MainTest {
  private static final Pattern PORT = Pattern.compile("\"port\":(\\d+)");

  @TempDir private Path directory;

  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void killProcesses() {
    processes.forEach(Process::destroyForcibly);
  }

  private Path log(int process) {
    return directory.resolve("log-" + process);
  }

  private Process start(Class<?> main, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(1, CoverageAgent.flags());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log(processes.size()).toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GANTRY_LLM_"));
    processes.add(builder.start());
    return processes.getLast();
  }

  private Process startServer(String... arguments) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--port=0",
                "--natives-dir=" + TestModel.NATIVES,
                "--model-path=" + TestModel.FILE));
    all.addAll(List.of(arguments));
    return start(Main.class, all.toArray(String[]::new));
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /// What a process has written when it has ended.
  private List<String> output(Process process) throws IOException, InterruptedException {
    exitCode(process);
    return Files.readAllLines(log(processes.indexOf(process)));
  }

  /// Waits for an event in the log of the server, which is the first process.
  private String awaitEvent(String event) {
    Patience.until("there is the event " + event, () -> event(event).isPresent());
    return event(event).orElseThrow();
  }

  private Optional<String> event(String event) {
    try (Stream<String> lines = Files.lines(log(0))) {
      return lines.filter(line -> line.contains("\"event\":\"" + event + "\"")).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int port(String line) {
    Matcher matcher = PORT.matcher(line);
    assertThat(matcher.find()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  @Test
  void endsWhatItHasBegunAndExitsWithZeroAfterSigterm() throws Exception {
    Process server = startServer("--slots=1");
    int port = port(awaitEvent("server.listening"));
    awaitEvent("model.ready");
    assertThat(exitCode(start(HealthProbe.class, Integer.toString(port)))).isZero();
    ManagedChannel channel =
        OkHttpChannelBuilder.forAddress("localhost", port, InsecureChannelCredentials.create())
            .build();
    List<BlockingClientCall<?, GenerateResponse>> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      calls.add(
          GenerationServiceGrpc.newBlockingV2Stub(channel)
              .withDeadlineAfter(Duration.ofSeconds(60))
              .withWaitForReady()
              .generate(
                  GenerateRequest.newBuilder().setPrompt("One, two,").setMaxTokens(200).build()));
      assertThat(calls.getLast().read()).matches(GenerateResponse::hasQueued);
    }

    server.destroy();

    for (BlockingClientCall<?, GenerateResponse> call : calls) {
      assertThat(last(call).getFinished().getReason())
          .isIn(FinishReason.FINISH_REASON_MAX_TOKENS, FinishReason.FINISH_REASON_END_OF_TEXT);
    }
    assertThat(awaitEvent("server.stopped")).contains("\"drained\":true");
    assertThat(exitCode(server)).isZero();
    channel.shutdownNow();
  }

  private static GenerateResponse last(BlockingClientCall<?, GenerateResponse> call)
      throws Exception {
    GenerateResponse last = GenerateResponse.getDefaultInstance();
    for (GenerateResponse next = call.read(); next != null; next = call.read()) {
      last = next;
    }
    return last;
  }

  @Test
  void saysWhatIsWrongWithTheConfiguration() throws Exception {
    Process server = start(Main.class, "--prot=1", "--slots=0");

    assertThat(output(server))
        .anyMatch(line -> line.contains("\\\"--prot=1\\\" is no flag"))
        .anyMatch(line -> line.contains("slots (GANTRY_LLM_SLOTS) is \\\"0\\\""));
    assertThat(exitCode(server)).isEqualTo(2);
  }

  @Test
  void saysWhereThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process server = startServer("--port=" + taken.getLocalPort());

      assertThat(output(server))
          .anyMatch(
              line ->
                  line.contains(
                      "127.0.0.1:%d cannot be listened on: Address already in use. Stop what uses"
                              .formatted(taken.getLocalPort())
                          + " it, or set port to another."));
      assertThat(exitCode(server)).isEqualTo(1);
    }
  }

  @Test
  void printsHelpAndVersion() throws Exception {
    assertThat(output(start(Main.class, "--help")))
        .contains("  --port=50052", "      Port to listen on; 0 takes a free one.");
    assertThat(output(start(Main.class, "--version"))).containsExactly("development");
  }

  @Test
  void probeFailsWhereNobodyListens() throws Exception {
    Process probe = start(HealthProbe.class, "1");

    assertThat(output(probe)).singleElement().asString().contains("Connection refused");
    assertThat(exitCode(probe)).isEqualTo(1);
  }
}
