package dev.gantry.adapter.buildkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class EngineSocketsTest {

  @TempDir Path directory;

  private final ServerSocket listener;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  EngineSocketsTest() throws IOException {
    listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
  }

  @Test
  void keepsWhatFollowsTheAnswerToTheUpgrade() throws Exception {
    answerWith("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\nHTTP/2 preface");

    try (Socket socket = sockets().createSocket()) {
      assertThat(text(socket.getInputStream(), "HTTP/2 preface".length()))
          .isEqualTo("HTTP/2 preface");
    }
    assertThat(requests).containsExactly("POST /grpc HTTP/1.1");
  }

  @Test
  void speaksHttp2AtOnceToAnEngineThatRefusesTheUpgrade() throws Exception {
    answerWith("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "", "");
    EngineSockets sockets = sockets();

    try (Socket first = sockets.createSocket();
        Socket second = sockets.createSocket()) {
      first.getOutputStream().write("PRI one\r\n".getBytes(StandardCharsets.US_ASCII));
      second.getOutputStream().write("PRI two\r\n".getBytes(StandardCharsets.US_ASCII));
      first.shutdownOutput();
      second.shutdownOutput();
      first.getInputStream().readAllBytes();
      second.getInputStream().readAllBytes();
    }

    assertThat(requests).containsExactlyInAnyOrder("POST /grpc HTTP/1.1", "PRI one", "PRI two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SSH-2.0-OpenSSH\r\n\r\n\r\n", "HTTP/1.1 1x1 Odd\r\n\r\n"})
  void saysThatSomethingElseAnswers(String answer) throws Exception {
    answerWith(answer);

    assertThatThrownBy(() -> sockets().createSocket())
        .isInstanceOfSatisfying(
            EngineUnreachable.class,
            failure -> assertThat(failure.problem()).isInstanceOf(Problem.EngineNotRunning.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://localhost", "nonsense", "ssh:///path", "unix://a b"})
  void refusesAddressesThatItDoesNotUnderstand(String host) {
    EngineSockets sockets = new EngineSockets(new EngineDialer(), address(host));

    assertThatThrownBy(sockets::createSocket)
        .isInstanceOfSatisfying(
            EngineUnreachable.class,
            failure ->
                assertThat(failure.problem())
                    .isInstanceOf(Problem.EngineConfigurationInvalid.class));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void tellsWhatTheSshClientSays() throws Exception {
    Path ssh = directory.resolve("ssh");
    Files.writeString(ssh, "#!/bin/sh\necho \"no route for: $*\" >&2\nexit 255\n");
    Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwx------"));
    EngineSockets sockets =
        new EngineSockets(
            new EngineDialer(ssh.toString(), "docker"),
            address("ssh://ada@build.example:2222/run/docker.sock"));

    assertThatThrownBy(sockets::createSocket)
        .isInstanceOfSatisfying(
            EngineUnreachable.class,
            failure ->
                assertThat(failure.problem())
                    .isEqualTo(
                        new Problem.EngineNotRunning(
                            "ssh://ada@build.example:2222/run/docker.sock",
                            "no route for: -o ConnectTimeout=10 -T -l ada -p 2222"
                                + " -- build.example docker --host unix:///run/docker.sock"
                                + " system dial-stdio")));
  }

  @Test
  void saysThatThereIsNoSshClient() {
    EngineSockets sockets =
        new EngineSockets(
            new EngineDialer(directory.resolve("none").toString(), "docker"),
            address("ssh://build.example"));

    assertThatThrownBy(sockets::createSocket).isInstanceOf(EngineUnreachable.class);
  }

  private EngineSockets sockets() {
    return new EngineSockets(
        new EngineDialer(), address("tcp://localhost:" + listener.getLocalPort()));
  }

  private static EngineAddress address(String host) {
    return new EngineAddress(host, EngineAddress.Source.ENVIRONMENT, Optional.empty());
  }

  /// Takes one connection for each answer: notes its first line, answers, and closes it.
  private void answerWith(String... answers) {
    Thread.ofVirtual()
        .start(
            () -> {
              for (String answer : answers) {
                try {
                  Socket socket = listener.accept();
                  Thread.ofVirtual().start(() -> serve(socket, answer));
                } catch (IOException _) {
                  return;
                }
              }
            });
  }

  private void serve(Socket socket, String answer) {
    try (socket) {
      InputStream in = socket.getInputStream();
      StringBuilder line = new StringBuilder();
      for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
        line.append((char) next);
      }
      requests.add(line.toString().strip());
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      in.readAllBytes();
    } catch (IOException _) {
      // the test has closed it
    }
  }

  private static String text(InputStream in, int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
  }
}
