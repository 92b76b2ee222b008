package dev.gantry.llm.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.llm.security.TestKeys;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.TlsServerCredentials;
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
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    assertThat(HealthProbe.check(server.getPort(), "", null)).isEqualTo("SERVING");
    assertThat(HealthProbe.check(server.getPort(), "a.b.C", null)).isEqualTo("NOT_SERVING");
    assertThat(HealthProbe.check(server.getPort(), "new", null)).isEqualTo("UNKNOWN");
  }

  @Test
  void tellsWhereThereIsNoSuchService() throws IOException {
    assertThat(HealthProbe.check(server.getPort(), "none", null))
        .isEqualTo("no answer: is there such a service?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"server", "server-rsa"})
  void asksOverTlsAndTrustsTheOneCertificateOnly(String name) throws Exception {
    Server secured =
        OkHttpServerBuilder.forPort(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                TlsServerCredentials.create(
                    TestKeys.file(name + ".pem").toFile(), TestKeys.file(name + ".key").toFile()))
            .addService(health.getHealthService())
            .build()
            .start();
    health.setStatus("", ServingStatus.SERVING);
    int port = secured.getPort();

    assertThat(HealthProbe.check(port, "", TestKeys.file(name + ".pem"))).isEqualTo("SERVING");
    assertThatThrownBy(() -> HealthProbe.check(port, "", TestKeys.file("stranger.pem")))
        .isInstanceOf(SSLException.class)
        .rootCause()
        .hasMessage("not the certificate in the variable GANTRY_LLM_TLS_CERT");
    assertThatThrownBy(() -> HealthProbe.check(port, "", TestKeys.file("server.key")))
        .hasMessage(TestKeys.file("server.key") + " holds no certificate");
    secured.shutdownNow();
  }

  @Test
  void failsWhereNobodyListens() throws IOException {
    int port = portThatNobodyHas();

    assertThatThrownBy(() -> HealthProbe.check(port, "", null))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void failsWhereSomethingElseListens() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread web = Thread.ofVirtual().start(() -> answerAsWebServer(other));

      assertThatThrownBy(() -> HealthProbe.check(other.getLocalPort(), "", null))
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
