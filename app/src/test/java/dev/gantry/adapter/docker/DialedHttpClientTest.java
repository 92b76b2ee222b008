package dev.gantry.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
@Timeout(30)
class DialedHttpClientTest {

  private static final Request QUESTION =
      Request.builder().method(Request.Method.GET).path("/version").build();

  @TempDir private Path directory;

  @Test
  void readsAnAnswerInChunks() throws Exception {
    assertThat(
            answer(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "4;x=y\r\nWiki\r\n6\r\npedia.\r\n0\r\nTrailer: t\r\n\r\nbeyond"))
        .isEqualTo("Wikipedia.");
  }

  @Test
  void readsAnAnswerOfKnownLength() throws Exception {
    assertThat(answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello, more"))
        .isEqualTo("hello");
  }

  @Test
  void readsAnAnswerUntilTheConnectionEnds() throws Exception {
    assertThat(answer("HTTP/1.0 200 OK\r\n\r\nhello")).isEqualTo("hello");
  }

  @Test
  void noticesAnAnswerThatBreaksOff() {
    assertThatThrownBy(() -> answer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello"))
        .isInstanceOf(IOException.class)
        .hasMessage("the answer ended too early");
    assertThatThrownBy(() -> answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWi"))
        .isInstanceOf(IOException.class)
        .hasMessage("the answer ended too early");
  }

  /// What answers stands in for `ssh`, which runs the command on the other side.
  @Test
  void speaksThroughSsh() throws Exception {
    Path ssh =
        program("sed -u '/^.$/q' > /dev/null; printf 'HTTP/1.1 200 OK\\r\\n\\r\\nover ssh'\n");
    try (DialedHttpClient client = client("ssh://build.example", ssh);
        Response response = client.execute(QUESTION)) {
      assertThat(text(response)).isEqualTo("over ssh");
    }
  }

  @Test
  void tellsWhatTheSshClientSays() throws Exception {
    Path ssh = program("echo 'Host key verification failed.' >&2; exit 255\n");
    try (DialedHttpClient client = client("ssh://build.example", ssh)) {
      assertThatThrownBy(() -> client.execute(QUESTION))
          .extracting(failure -> Causes.problem(address("ssh://build.example"), failure))
          .isEqualTo(
              new Problem.EngineNotRunning("ssh://build.example", "Host key verification failed."));
    }
  }

  private String answer(String bytes) throws IOException {
    Path socket = directory.resolve("docker.sock");
    try (UnixServer _ = new UnixServer(socket, FakeDaemon.replying(bytes));
        DialedHttpClient client =
            new DialedHttpClient(new EngineDialer(), address("unix://" + socket));
        Response response = client.execute(QUESTION)) {
      return text(response);
    }
  }

  private static String text(Response response) throws IOException {
    return new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  private Path program(String script) throws IOException {
    Path file = Files.writeString(directory.resolve("ssh"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file;
  }

  private static DialedHttpClient client(String host, Path ssh) {
    return new DialedHttpClient(new EngineDialer(ssh.toString()), address(host));
  }

  private static EngineAddress address(String host) {
    return new EngineAddress(host, EngineAddress.Source.ENVIRONMENT, Optional.empty());
  }
}
