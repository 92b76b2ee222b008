package dev.gantry.llm.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthProbeTest {
  private final HealthStatusManager health = new HealthStatusManager();
  private Server server;

  @BeforeEach
  void start() throws IOException {
    server =
        OkHttpServerBuilder.forPort(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                InsecureServerCredentials.create())
            .addService(health.getHealthService())
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  @Test
  void tellsTheStatusOfAService() throws IOException {
    health.setStatus("", ServingStatus.SERVING);
    health.setStatus("a.b.C", ServingStatus.NOT_SERVING);
    health.setStatus("new", ServingStatus.UNKNOWN);

    assertThat(HealthProbe.check(server.getPort(), "")).isEqualTo("SERVING");
    assertThat(HealthProbe.check(server.getPort(), "a.b.C")).isEqualTo("NOT_SERVING");
    assertThat(HealthProbe.check(server.getPort(), "new")).isEqualTo("UNKNOWN");
  }

  @Test
  void tellsWhereThereIsNoSuchService() throws IOException {
    assertThat(HealthProbe.check(server.getPort(), "none"))
        .isEqualTo("no answer: is there such a service?");
  }

  @Test
  void failsWhereNobodyListens() throws IOException {
    int port = portThatNobodyHas();

    assertThatThrownBy(() -> HealthProbe.check(port, "")).isInstanceOf(ConnectException.class);
  }

  @Test
  void failsWhereSomethingElseListens() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread web = Thread.ofVirtual().start(() -> answerAsWebServer(other));

      assertThatThrownBy(() -> HealthProbe.check(other.getLocalPort(), ""))
          .isInstanceOf(IOException.class);
      web.join();
    }
  }

  /// A plain socket stops to listen at once; a gRPC server that is shut down takes a moment.
  private static int portThatNobodyHas() throws IOException {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return closed.getLocalPort();
    }
  }

  private static void answerAsWebServer(ServerSocket listening) {
    try (Socket socket = listening.accept()) {
      socket
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
