package dev.gantry.adapter.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.gantry.TestIdentity;
import dev.gantry.adapter.dial.TlsFiles;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.engine.EngineAddress.Source;
import dev.gantry.domain.engine.EngineStatus;
import dev.gantry.domain.engine.EngineStatus.Reachable;
import dev.gantry.domain.engine.EngineStatus.Unreachable;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An engine that wants TLS and the certificate of its client. Both certificates vouch for
/// themselves, so each side's `ca.pem` is the certificate of the other.
class EngineTlsTest {

  @TempDir private static Path directory;

  private static Path own;
  private static Path engines;
  private static Path others;
  private HttpsServer server;

  @BeforeAll
  static void makeIdentities() throws Exception {
    own = TestIdentity.make(directory, "client");
    engines = TestIdentity.make(directory, "localhost");
    others = TestIdentity.make(directory, "other");
    trust(own, engines);
    trust(engines, own);
    trust(others, others);
  }

  @BeforeEach
  void startEngine() throws Exception {
    SSLContext context = TlsFiles.context(Optional.of(engines), false);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = context.getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    byte[] version =
        "{\"Version\":\"28.5.2\",\"ApiVersion\":\"1.51\",\"Os\":\"linux\",\"Arch\":\"amd64\"}"
            .getBytes(UTF_8);
    server.createContext(
        "/version",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, version.length);
            exchange.getResponseBody().write(version);
          }
        });
    server.start();
  }

  @AfterEach
  void stopEngine() {
    server.stop(0);
  }

  @Test
  void showsItsCertificate() {
    assertThat(ask(own)).isInstanceOf(Reachable.class);
  }

  @Test
  void doesNotTrustAnEngineOfAnotherAuthority() {
    assertThat(ask(others))
        .isInstanceOfSatisfying(
            Unreachable.class,
            status ->
                assertThat(status.problem())
                    .isInstanceOf(Problem.EngineConfigurationInvalid.class));
  }

  @Test
  void trustsEveryEngineWhenTheContextSaysSo() throws Exception {
    Path identity = Files.createDirectories(directory.resolve("without-authority"));
    Files.copy(own.resolve("cert.pem"), identity.resolve("cert.pem"));
    Files.copy(own.resolve("key.pem"), identity.resolve("key.pem"));

    assertThat(ask(identity, true)).isInstanceOf(Reachable.class);
    assertThat(ask(identity, false)).isInstanceOf(Unreachable.class);
  }

  @Test
  void saysThatTheEngineWantsToKnowWhoAsks() throws Exception {
    Path stranger = Files.createDirectories(directory.resolve("without-identity"));
    Files.copy(own.resolve("ca.pem"), stranger.resolve("ca.pem"));

    assertThat(ask(stranger, false))
        .isInstanceOfSatisfying(
            Unreachable.class,
            status ->
                assertThat(status.problem())
                    .isInstanceOf(Problem.EngineConfigurationInvalid.class));
  }

  @Test
  void saysWhichFilesAreNoCertificates() throws Exception {
    Path broken = Files.createDirectories(directory.resolve("broken"));
    Files.copy(own.resolve("cert.pem"), broken.resolve("cert.pem"));
    Files.copy(own.resolve("ca.pem"), broken.resolve("ca.pem"));
    Files.writeString(broken.resolve("key.pem"), "hello");

    assertThat(ask(broken))
        .isEqualTo(
            new Unreachable(
                new Problem.EngineConfigurationInvalid(
                    broken.toString(), "key.pem has no private key")));
  }

  private EngineStatus ask(Path certificates) {
    return ask(certificates, false);
  }

  private EngineStatus ask(Path certificates, boolean anyCertificate) {
    return new EngineProbe(Duration.ofSeconds(10), new KnownEngines())
        .ask(
            new EngineAddress(
                "tcp://localhost:" + server.getAddress().getPort(),
                Source.CONTEXT,
                Optional.of(certificates),
                anyCertificate));
  }

  private static void trust(Path who, Path whom) throws IOException {
    Files.copy(
        whom.resolve("cert.pem"), who.resolve("ca.pem"), StandardCopyOption.REPLACE_EXISTING);
  }
}
