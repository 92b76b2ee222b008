package dev.gantry.llm.security;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Keys and certificates among the resources of the tests; their README says what they are.
public final class TestKeys {
  private static final Path DIRECTORY =
      Path.of("src/test/resources/dev/gantry/llm/security").toAbsolutePath();

  private TestKeys() {}

  public static Path file(String name) {
    return DIRECTORY.resolve(name);
  }

  /// A client that trusts the test's authority.
  ///
  /// @param name of the certificate that it shows; null for none
  public static HttpClient client(@Nullable String name) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(
        "authority", new PemFile("", file("authority.pem")).certificates().getFirst());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        name == null
            ? null
            : TlsIdentity.load(
                    new TlsFiles(file(name + ".pem"), file(name + ".key"), null),
                    InstantSource.system())
                .keyManagers(),
        trust.getTrustManagers(),
        null);
    return HttpClient.newBuilder().sslContext(context).build();
  }
}
