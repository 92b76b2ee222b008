package dev.gantry.llm.server;

import static dev.gantry.llm.security.TestKeys.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.security.ServerSecurity;
import dev.gantry.llm.security.TlsFiles;
import dev.gantry.llm.security.TlsIdentity;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a server shows in handshakes while its files change.
@Timeout(60)
class CertificateRenewalTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2030-01-01T00:00:00Z"));

  @TempDir private Path directory;

  private final List<String> events = new ArrayList<>();
  private Server server;
  private CertificateRenewal renewal;

  @BeforeEach
  void start() throws Exception {
    put("server.pem", "cert.pem");
    put("server.key", "key.pem");
    ServerSecurity security =
        ServerSecurity.load(
            new TlsFiles(directory.resolve("cert.pem"), directory.resolve("key.pem"), null),
            null,
            CLOCK);
    TlsIdentity identity = Objects.requireNonNull(security.identity());
    EventLog log = (_, event, fields) -> events.add(event + " " + fields[0].name());
    renewal = new CertificateRenewal(identity, log, CLOCK).start();
    server =
        OkHttpServerBuilder.forPort(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Authentication.credentials(security))
            .build()
            .start();
  }

  @AfterEach
  void end() {
    renewal.close();
    server.shutdownNow();
  }

  @Test
  void showsTheNewCertificateToWhoConnectsThen() throws Exception {
    X509Certificate before = shown();
    put("server-rsa.pem", "cert.pem");
    put("server-rsa.key", "key.pem");
    renewal.look();

    assertThat(List.of(before, shown()))
        .isEqualTo(List.of(certificate("server.pem"), certificate("server-rsa.pem")));
    assertThat(events).containsExactly("tls.renewed expires");
  }

  @Test
  void keepsTheCertificateWhoseSuccessorCannotBeUsedAndSaysSoOnce() throws Exception {
    put("server-rsa.pem", "cert.pem");
    renewal.look();
    renewal.look();

    assertThat(shown()).isEqualTo(certificate("server.pem"));
    assertThat(events).containsExactly("tls.not_renewed message");
  }

  @Test
  void takesTheSuccessorWhenItsKeyHasCome() throws Exception {
    put("server-rsa.pem", "cert.pem");
    renewal.look();
    put("server-rsa.key", "key.pem");
    renewal.look();

    assertThat(shown()).isEqualTo(certificate("server-rsa.pem"));
    assertThat(events).containsExactly("tls.not_renewed message", "tls.renewed expires");
  }

  @Test
  void saysNothingOfFilesThatStayAsTheyAre() throws Exception {
    renewal.look();

    assertThat(shown()).isEqualTo(certificate("server.pem"));
    assertThat(events).isEmpty();
  }

  private void put(String key, String as) throws Exception {
    Files.copy(file(key), directory.resolve(as), StandardCopyOption.REPLACE_EXISTING);
  }

  private X509Certificate shown() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (String trusted : List.of("authority.pem", "server-rsa.pem")) {
      store.setCertificateEntry(trusted, certificate(trusted));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.getPort())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private static X509Certificate certificate(String name) throws Exception {
    try (InputStream in = Files.newInputStream(file(name))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
