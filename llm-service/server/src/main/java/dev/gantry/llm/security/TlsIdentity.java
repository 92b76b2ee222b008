package dev.gantry.llm.security;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// What the server shows to clients, and what it wants to see of them: its certificate with its
/// key, and the authorities whose clients it trusts.
public final class TlsIdentity {
  private static final byte[] PROBE = {1, 2, 3};
  private static final char[] NO_PASSWORD = {};

  private final TlsFiles files;
  private final RenewableKeys keys;
  private final TrustManager @Nullable [] trustManagers;
  private volatile Pair shown;

  /// A certificate, followed by those above it, and its key, which fit together.
  private record Pair(List<X509Certificate> chain, PrivateKey key) {}

  private TlsIdentity(
      TlsFiles files, Pair shown, RenewableKeys keys, TrustManager @Nullable [] trustManagers) {
    this.files = files;
    this.shown = shown;
    this.keys = keys;
    this.trustManagers = trustManagers;
  }

  /// Reads the files and checks that they fit together and are valid now.
  public static TlsIdentity load(TlsFiles files, InstantSource clock)
      throws SecurityFilesException {
    Pair pair = read(files, clock);
    return new TlsIdentity(
        files, pair, new RenewableKeys(keyManager(files, pair)), trustManagers(files, clock));
  }

  /// Reads certificate and key again, and shows them from the next handshake on. Where they cannot
  /// be used, those before stay.
  ///
  /// @return whether the certificate is another one
  public boolean renew(InstantSource clock) throws SecurityFilesException {
    Pair pair = read(files, clock);
    if (pair.chain().equals(shown.chain())) {
      return false;
    }
    keys.renew(keyManager(files, pair));
    shown = pair;
    return true;
  }

  private static Pair read(TlsFiles files, InstantSource clock) throws SecurityFilesException {
    PemFile certificateFile = new PemFile("tls-cert", files.certificate());
    PemFile keyFile = new PemFile("tls-key", files.key());
    Pair pair = new Pair(certificateFile.certificates(), keyFile.privateKey());
    checkValidity(certificateFile, pair.chain().getFirst(), clock);
    if (!fit(pair.chain().getFirst(), pair.key())) {
      throw keyFile.problem("holds not the key of the certificate " + files.certificate());
    }
    return pair;
  }

  /// When the certificate that is shown expires.
  public Instant expires() {
    return shown.chain().getFirst().getNotAfter().toInstant();
  }

  /// The certificate with its key.
  public KeyManager[] keyManagers() {
    return new KeyManager[] {keys};
  }

  /// Those that decide about clients; null where clients show nothing.
  public TrustManager @Nullable [] trustManagers() {
    return trustManagers == null ? null : trustManagers.clone();
  }

  /// For a server that is not gRPC's.
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      // without any, those of the system would be loaded, for nothing
      context.init(
          keyManagers(), trustManagers == null ? new TrustManager[0] : trustManagers, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  private static void checkValidity(PemFile file, X509Certificate certificate, InstantSource clock)
      throws SecurityFilesException {
    try {
      certificate.checkValidity(Date.from(clock.instant()));
    } catch (CertificateExpiredException _) {
      throw file.problem("holds a certificate that expired on " + day(certificate.getNotAfter()));
    } catch (CertificateNotYetValidException _) {
      throw file.problem(
          "holds a certificate that is valid only from " + day(certificate.getNotBefore()));
    }
  }

  private static String day(Date date) {
    return date.toInstant().toString().substring(0, "yyyy-MM-dd".length());
  }

  /// Whether what the key signs is accepted with the certificate.
  private static boolean fit(X509Certificate certificate, PrivateKey key) {
    String algorithm = key.getAlgorithm().toUpperCase(Locale.ROOT);
    try {
      Signature signature =
          Signature.getInstance(
              switch (algorithm) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> "EdDSA";
              });
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      return false; // keys of different kinds
    }
  }

  private static X509ExtendedKeyManager keyManager(TlsFiles files, Pair pair)
      throws SecurityFilesException {
    X509Certificate[] chain = pair.chain().toArray(X509Certificate[]::new);
    try {
      KeyStore store = emptyStore();
      store.setKeyEntry("server-" + chain[0].getSerialNumber(), pair.key(), NO_PASSWORD, chain);
      KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
      factory.init(store, NO_PASSWORD);
      return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
    } catch (GeneralSecurityException | IOException e) {
      throw new PemFile("tls-cert", files.certificate())
          .problem("cannot be used: " + e.getMessage());
    }
  }

  private static TrustManager @Nullable [] trustManagers(TlsFiles files, InstantSource clock)
      throws SecurityFilesException {
    if (files.clientAuthorities() == null) {
      return null;
    }
    PemFile file = new PemFile("tls-client-ca", files.clientAuthorities());
    try {
      KeyStore store = emptyStore();
      for (X509Certificate authority : file.certificates()) {
        checkValidity(file, authority, clock);
        store.setCertificateEntry("authority-" + store.size(), authority);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw file.problem("cannot be used: " + e.getMessage());
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }
}
