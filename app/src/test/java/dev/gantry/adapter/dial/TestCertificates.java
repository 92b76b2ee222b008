package dev.gantry.adapter.dial;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A fresh key pair, whose certificate is its own authority, in the files of a Docker context and
/// as a server that wants to see it.
public final class TestCertificates {

  private static final String PASSWORD = "changeit";

  private final KeyStore store;

  private TestCertificates(KeyStore store) {
    this.store = store;
  }

  /// Makes `ca.pem`, `cert.pem` and `key.pem` (PKCS #8) with the JDK's own tool.
  ///
  /// @param algorithm of the key: `RSA`, `EC`, `Ed25519`
  public static TestCertificates create(Path directory, String algorithm) throws Exception {
    Path file = directory.resolve("identity.p12");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "identity",
                "-keyalg",
                algorithm,
                "-validity",
                "2",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(output);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    byte[] key = store.getKey("identity", PASSWORD.toCharArray()).getEncoded();
    String certificate = pem("CERTIFICATE", store.getCertificate("identity").getEncoded());
    Files.writeString(directory.resolve("ca.pem"), certificate);
    Files.writeString(directory.resolve("cert.pem"), certificate);
    Files.writeString(directory.resolve("key.pem"), pem("PRIVATE KEY", key));
    return new TestCertificates(store);
  }

  public ServerSocketFactory serverSockets() throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    try {
      trusted.load(null, null);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    trusted.setCertificateEntry("authority", store.getCertificate("identity"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context.getServerSocketFactory();
  }

  private static String pem(String kind, byte[] content) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind);
  }
}
