package dev.gantry.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.engine.EngineAddress.Source;
import dev.gantry.domain.engine.EngineStatus;
import dev.gantry.domain.engine.EngineStatus.Reachable;
import dev.gantry.domain.engine.EngineStatus.Unreachable;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class EngineProbeTest {

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final EngineProbe probe = new EngineProbe(DEADLINE, new KnownEngines());
  @TempDir private Path directory;

  @Test
  void tellsVersionsAndPlatform() throws Exception {
    assertThat(ask(FakeDaemon.of("28.5.2", "1.51", "1.24")))
        .isEqualTo(new Reachable(address(), "28.5.2", "1.51", "linux/amd64"));
  }

  @Test
  void speaksNoNewerVersionThanItKnows() throws Exception {
    assertThat(ask(FakeDaemon.of("30.0.0", "1.60", "1.44")))
        .isEqualTo(new Reachable(address(), "30.0.0", "1.51", "linux/amd64"));
  }

  @Test
  void speaksNoOlderVersionThanTheEngineDoes() throws Exception {
    assertThat(ask(FakeDaemon.of("40.0.0", "1.90", "1.70")))
        .isEqualTo(new Reachable(address(), "40.0.0", "1.70", "linux/amd64"));
  }

  @Test
  void asksAnEngineForItsVersionOnce() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    try (UnixServer _ = serve(FakeDaemon.of(() -> "28.5.2", told))) {
      EngineStatus first = probe.ask(address());
      EngineStatus second = probe.ask(address());

      assertThat(first).isEqualTo(new Reachable(address(), "28.5.2", "1.51", "linux/amd64"));
      assertThat(second).isEqualTo(first);
      assertThat(told).isEqualTo(List.of("28.5.2"));
    }
  }

  @Test
  void asksAgainWhenTheEngineIsAnotherOne() throws Exception {
    AtomicReference<String> version = new AtomicReference<>("28.5.2");
    List<String> told = new CopyOnWriteArrayList<>();
    try (UnixServer _ = serve(FakeDaemon.of(version::get, told))) {
      probe.ask(address());
      version.set("29.0.0");

      assertThat(probe.ask(address()))
          .isEqualTo(new Reachable(address(), "29.0.0", "1.51", "linux/amd64"));
      assertThat(told).isEqualTo(List.of("28.5.2", "29.0.0"));
    }
  }

  @Test
  void noticesThatAnEngineIsGoneThatItKnows() throws Exception {
    ask(FakeDaemon.of(() -> "28.5.2", new CopyOnWriteArrayList<>()));

    assertThat(probe.ask(address())).isEqualTo(notRunning("No such file or directory"));
  }

  @Test
  void refusesAnEngineThatIsTooOld() throws Exception {
    assertThat(ask(FakeDaemon.of("19.03.15", "1.40", "1.12")))
        .isEqualTo(new Unreachable(new Problem.EngineTooOld(address().host(), "1.40", "1.41")));
  }

  @Test
  void tellsAnotherServiceFromAnEngine() throws Exception {
    assertThat(ask(FakeDaemon.answering("200 OK", "{\"hello\":\"world\"}")))
        .isEqualTo(notRunning("what answers there is no container engine"));
  }

  @Test
  void passesOnWhatAnotherServiceSays() throws Exception {
    assertThat(ask(FakeDaemon.answering("404 Not Found", "nothing here")))
        .isEqualTo(notRunning("Status 404: nothing here"));
  }

  @Test
  void doesNotTrustAnAnswerThatIsNoJson() throws Exception {
    assertThat(ask(FakeDaemon.answering("200 OK", "<html>")))
        .isInstanceOfSatisfying(
            Unreachable.class,
            status -> assertThat(status.problem()).isInstanceOf(Problem.EngineNotRunning.class));
  }

  @Test
  void doesNotTrustAnotherProtocol() throws Exception {
    assertThat(ask(FakeDaemon.greeting("220 mail.example.org ESMTP\r\n")))
        .isInstanceOfSatisfying(
            Unreachable.class,
            status -> assertThat(status.problem()).isInstanceOf(Problem.EngineNotRunning.class));
  }

  @Test
  void saysThatTheEngineClosesTheConnection() throws Exception {
    assertThat(ask(FakeDaemon.closing()))
        .isInstanceOfSatisfying(
            Unreachable.class,
            status -> assertThat(status.problem()).isInstanceOf(Problem.EngineNotRunning.class));
  }

  @Test
  void doesNotWaitForAnEngineThatHangs() throws Exception {
    try (UnixServer server = serve(FakeDaemon.silent())) {
      EngineStatus status =
          new EngineProbe(Duration.ofMillis(100), new KnownEngines()).ask(address());

      assertThat(status).isEqualTo(notRunning("no answer within 100 ms"));
      assertThat(closesAllConnections(server)).isTrue();
    }
  }

  @Test
  void saysThatNothingIsThere() {
    assertThat(probe.ask(address())).isEqualTo(notRunning("No such file or directory"));
  }

  @Test
  void saysThatASocketWasLeftBehind() throws Exception {
    Files.createFile(directory.resolve("docker.sock"));

    assertThat(probe.ask(address())).isEqualTo(notRunning("Connection refused"));
  }

  @Test
  void saysThatTheSocketMayNotBeUsed() throws Exception {
    assumeThat(System.getProperty("user.name"))
        .as("root may use every socket")
        .isNotEqualTo("root");
    try (UnixServer _ = serve(FakeDaemon.of("28.5.2", "1.51", "1.24"))) {
      Files.setPosixFilePermissions(
          directory.resolve("docker.sock"), PosixFilePermissions.fromString("---------"));

      assertThat(probe.ask(address()))
          .isEqualTo(
              new Unreachable(
                  new Problem.EnginePermissionDenied(address().host(), "Permission denied")));
    }
  }

  @Test
  void saysThatNobodyListensOnAPort() throws Exception {
    int port = unusedPort();
    EngineAddress tcp =
        new EngineAddress("tcp://127.0.0.1:" + port, Source.ENVIRONMENT, Optional.empty());

    assertThat(probe.ask(tcp))
        .isInstanceOfSatisfying(
            Unreachable.class,
            status ->
                assertThat(status.problem())
                    .isInstanceOfSatisfying(
                        Problem.EngineNotRunning.class,
                        problem -> assertThat(problem.cause()).contains("Connection refused")));
  }

  @Test
  void saysThatTheEngineWantsTls() throws Exception {
    assertThat(
            ask(
                FakeDaemon.answering(
                    "400 Bad Request", "Client sent an HTTP request to an HTTPS server.")))
        .isEqualTo(
            new Unreachable(
                new Problem.EngineConfigurationInvalid(
                    address().host(),
                    "Status 400: Client sent an HTTP request to an HTTPS server.")));
  }

  private EngineStatus ask(UnixServer.Conversation daemon) throws IOException {
    try (UnixServer _ = serve(daemon)) {
      return probe.ask(address());
    }
  }

  private UnixServer serve(UnixServer.Conversation daemon) throws IOException {
    return new UnixServer(directory.resolve("docker.sock"), daemon);
  }

  private EngineAddress address() {
    return new EngineAddress(
        "unix://" + directory.resolve("docker.sock"), Source.ENVIRONMENT, Optional.empty());
  }

  private EngineStatus notRunning(String cause) {
    return new Unreachable(new Problem.EngineNotRunning(address().host(), cause));
  }

  private static boolean closesAllConnections(UnixServer server) {
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (server.clientCount() > 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return server.clientCount() == 0;
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
