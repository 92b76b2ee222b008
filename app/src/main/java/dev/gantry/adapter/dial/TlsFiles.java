package dev.gantry.adapter.dial;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// The certificates of a Docker context: `ca.pem` to trust, `cert.pem` and `key.pem` to show. Each
/// file may be missing; without `ca.pem` the authorities of the JDK are trusted.
public final class TlsFiles {

  private static final char[] NO_PASSWORD = {};

  private TlsFiles() {}

  /// Makes a context that trusts and shows what the files say.
  ///
  /// @param tlsDirectory where the files are; empty for none at all
  /// @param anyCertificate trust whatever the other side shows
  /// @throws GeneralSecurityException if a file holds no certificate or no key that can be used
  public static SSLContext context(Optional<Path> tlsDirectory, boolean anyCertificate)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(tlsDirectory.isPresent() ? identity(tlsDirectory.get()) : emptyStore(), NO_PASSWORD);
    context.init(
        keys.getKeyManagers(),
        anyCertificate ? new TrustManager[] {new TrustAll()} : trusted(tlsDirectory),
        null);
    return context;
  }

  private static TrustManager[] trusted(Optional<Path> tlsDirectory)
      throws IOException, GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(tlsDirectory.isPresent() ? authorities(tlsDirectory.get().resolve("ca.pem")) : null);
    return trust.getTrustManagers();
  }

  private static @Nullable KeyStore authorities(Path file)
      throws IOException, GeneralSecurityException {
    if (!Files.exists(file)) {
      return null;
    }
    KeyStore store = emptyStore();
    int number = 0;
    for (Certificate certificate : certificates(file)) {
      store.setCertificateEntry("authority " + number++, certificate);
    }
    return store;
  }

  private static KeyStore identity(Path directory) throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    Path certificate = directory.resolve("cert.pem");
    Path key = directory.resolve("key.pem");
    if (Files.exists(certificate) && Files.exists(key)) {
      Certificate[] chain = certificates(certificate).toArray(Certificate[]::new);
      store.setKeyEntry("identity", PemKey.read(Files.readString(key)), NO_PASSWORD, chain);
    }
    return store;
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static List<Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    return List.copyOf(
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file))));
  }
}
