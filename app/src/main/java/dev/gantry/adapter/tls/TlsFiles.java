package dev.gantry.adapter.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// The certificates of a Docker context: `ca.pem` to trust, `cert.pem` and `key.pem` to show. Each
/// file may be missing; without `ca.pem` the authorities of the JDK are trusted.
public final class TlsFiles {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]+)-----END");
  private static final char[] NO_PASSWORD = {};

  /// Algorithm identifier `rsaEncryption` with null parameters (RFC 8017), for [#wrapped].
  private static final byte[] RSA_IDENTIFIER = {
    0x30,
    0x0d,
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  private TlsFiles() {}

  /// Makes a context that trusts and shows what the files say.
  ///
  /// @param tlsDirectory where the files are; empty for none at all
  /// @throws GeneralSecurityException if a file holds no certificate or no key that can be used
  public static SSLContext context(Optional<Path> tlsDirectory)
      throws IOException, GeneralSecurityException {
    if (tlsDirectory.isEmpty()) {
      return SSLContext.getDefault();
    }
    Path directory = tlsDirectory.get();
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities(directory.resolve("ca.pem")));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(identity(directory), NO_PASSWORD);
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
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
      store.setKeyEntry("identity", privateKey(Files.readString(key)), NO_PASSWORD, chain);
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

  /// Reads PKCS #8 (any algorithm) and PKCS #1 (RSA); other forms, such as encrypted keys, are
  /// refused.
  static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    Matcher matcher = KEY.matcher(pem);
    if (!matcher.find()) {
      throw new InvalidKeySpecException("key.pem has no private key");
    }
    byte[] content = Base64.getMimeDecoder().decode(matcher.group(2));
    PKCS8EncodedKeySpec spec =
        switch (matcher.group(1)) {
          case "PRIVATE KEY" -> new PKCS8EncodedKeySpec(content);
          case "RSA PRIVATE KEY" -> new PKCS8EncodedKeySpec(wrapped(content));
          default ->
              throw new InvalidKeySpecException(
                  "key.pem has a key of the unsupported kind " + matcher.group(1));
        };
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException _) {
        // a key of another algorithm
      }
    }
    throw new InvalidKeySpecException("key.pem has a key of an unsupported algorithm");
  }

  /// Puts a PKCS #1 key into the PKCS #8 structure: sequence of version 0, algorithm, key.
  private static byte[] wrapped(byte[] rsaKey) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.writeBytes(new byte[] {0x02, 0x01, 0x00});
    inner.writeBytes(RSA_IDENTIFIER);
    inner.writeBytes(tagged(0x04, rsaKey));
    return tagged(0x30, inner.toByteArray());
  }

  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
