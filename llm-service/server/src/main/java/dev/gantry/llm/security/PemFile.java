package dev.gantry.llm.security;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Certificates or a key in a PEM file (RFC 7468). Messages name the option that led to it.
record PemFile(String option, Path path) {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END PRIVATE KEY-----");
  private static final Pattern OTHER_KEY = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  /// All certificates, in the order of the file.
  List<X509Certificate> certificates() throws SecurityFilesException {
    byte[] bytes = read();
    try {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!certificates.isEmpty()) {
        return certificates;
      }
    } catch (CertificateException _) {
      // told below
    }
    throw problem("holds no certificates in PEM form (\"-----BEGIN CERTIFICATE-----\")");
  }

  /// The private key, unencrypted and in PKCS#8.
  PrivateKey privateKey() throws SecurityFilesException {
    String text = new String(read(), StandardCharsets.ISO_8859_1);
    Matcher key = KEY.matcher(text);
    if (!key.find()) {
      throw problem(
          OTHER_KEY.matcher(text).find()
              ? "holds a key that is encrypted or not PKCS#8; convert it with \"openssl pkcs8"
                  + " -topk8 -nodes\""
              : "holds no private key in PEM form (\"-----BEGIN PRIVATE KEY-----\")");
    }
    try {
      PKCS8EncodedKeySpec encoded =
          new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
      for (String algorithm : ALGORITHMS) {
        try {
          return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
        } catch (InvalidKeySpecException _) {
          // of another kind
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      // told below
    }
    throw problem("holds a private key that is damaged, or not RSA, EC or EdDSA");
  }

  SecurityFilesException problem(String what) {
    return new SecurityFilesException("%s: the file %s %s.".formatted(option, path, what));
  }

  private byte[] read() throws SecurityFilesException {
    return SecurityFilesException.read(option, path);
  }
}
