package dev.gantry.adapter.buildkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.adapter.dial.EngineUnreachable;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.problem.Problem;
import java.io.EOFException;
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
import java.util.function.UnaryOperator;
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

  private static final String PING =
      "HTTP/1.1 200 OK\r\nApi-Version: 1.52\r\nContent-Length: 0\r\n\r\n";

  /// An empty frame of settings, as a text of one byte a character.
  private static final String SETTINGS = "\0\0\0\4\0\0\0\0\0";

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
    answer(
        request ->
            request.startsWith("POST")
                ? "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\nHTTP/2 preface"
                : PING);

    try (Socket socket = sockets().createSocket()) {
      assertThat(text(socket.getInputStream(), "HTTP/2 preface".length()))
          .isEqualTo("HTTP/2 preface");
    }
    assertThat(requests).containsExactly("HEAD /_ping HTTP/1.1", "POST /grpc HTTP/1.1");
  }

  @Test
  void speaksHttp2AtOnceToAnEngineThatRefusesTheUpgrade() throws Exception {
    answer(request -> request.startsWith("PRI") ? SETTINGS : PING.replace("200 OK", "404 No"));

    try (Socket socket = sockets().createSocket()) {
      socket.getOutputStream().write("PRI own\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(text(socket.getInputStream(), SETTINGS.length())).isEqualTo(SETTINGS);
    }

    assertThat(requests)
        .containsExactly(
            "HEAD /_ping HTTP/1.1", "POST /grpc HTTP/1.1", "PRI * HTTP/2.0", "PRI own");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.53", "1.54", "2.0"})
  void speaksHttp2FirstToAnEngineThatIsNewEnough(String api) throws Exception {
    answer(request -> request.startsWith("PRI") ? SETTINGS : PING.replace("1.52", api));

    sockets().createSocket().close();

    assertThat(requests).containsExactly("HEAD /_ping HTTP/1.1", "PRI * HTTP/2.0");
  }

  @Test
  void asksForTheUpgradeWhereANewEngineIsBehindAnOldProxy() throws Exception {
    answer(
        request ->
            switch (request.substring(0, request.indexOf(' '))) {
              case "PRI" -> "HTTP/1.1 400 Bad Request\r\n\r\n";
              case "POST" -> "HTTP/1.1 101 Switching Protocols\r\n\r\n";
              default -> PING.replace("1.52", "1.53");
            });

    sockets().createSocket().close();

    assertThat(requests)
        .containsExactly("HEAD /_ping HTTP/1.1", "PRI * HTTP/2.0", "POST /grpc HTTP/1.1");
  }

  @Test
  void speaksToAServerThatKnowsNothingButHttp2() throws Exception {
    answer(request -> request.startsWith("PRI") ? SETTINGS : "");

    sockets().createSocket().close();

    assertThat(requests).containsExactly("HEAD /_ping HTTP/1.1", "PRI * HTTP/2.0");
  }

  @Test
  void tellsAnEngineWithoutBuildKitFromNoEngine() {
    answer(_ -> PING.replace("200 OK", "404 Not Found"));

    assertThatThrownBy(() -> sockets().createSocket()).isInstanceOf(BuildKitMissing.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SSH-2.0-OpenSSH\r\n\r\n\r\n", "HTTP/1.1 1x1 Odd\r\n\r\n"})
  void saysThatSomethingElseAnswers(String answer) {
    answer(_ -> answer);

    assertThatThrownBy(() -> sockets().createSocket())
        .isInstanceOfSatisfying(
            EngineUnreachable.class,
            failure -> assertThat(failure.problem()).isInstanceOf(Problem.EngineNotRunning.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://localhost", "nonsense", "ssh:///path"})
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
            new EngineDialer(ssh.toString()),
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
            new EngineDialer(directory.resolve("none").toString()), address("ssh://build.example"));

    assertThatThrownBy(sockets::createSocket).isInstanceOf(EngineUnreachable.class);
  }

  private EngineSockets sockets() {
    return new EngineSockets(
        new EngineDialer(), address("tcp://localhost:" + listener.getLocalPort()));
  }

  private static EngineAddress address(String host) {
    return new EngineAddress(host, EngineAddress.Source.ENVIRONMENT, Optional.empty());
  }

  /// Answers each request by its first line; an empty answer closes the connection.
  private void answer(UnaryOperator<String> answers) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (true) {
                  Socket socket = listener.accept();
                  Thread.ofVirtual().start(() -> serve(socket, answers));
                }
              } catch (IOException _) {
                // the test is over
              }
            });
  }

  private void serve(Socket socket, UnaryOperator<String> answers) {
    try (socket) {
      InputStream in = socket.getInputStream();
      String answer = answers.apply(request(in));
      while (!answer.isEmpty()) {
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        answer = answers.apply(request(in));
      }
    } catch (IOException _) {
      // the other side has closed it
    }
  }

  private String request(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.append((char) next);
    }
    String line = head.substring(0, head.indexOf("\r\n"));
    if (line.equals("SM")) {
      // the rest of the preface
      return request(in);
    }
    requests.add(line);
    return line;
  }

  private static String text(InputStream in, int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
  }
}
