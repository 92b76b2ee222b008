package dev.gantry.adapter.llm;

import dev.gantry.adapter.dial.PemKey;
import dev.gantry.domain.inference.AccessFile;
import dev.gantry.domain.inference.AccessFiles;
import dev.gantry.domain.inference.AccessFiles.Named;
import dev.gantry.domain.inference.AccessReader;
import dev.gantry.domain.inference.ServiceAccess;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads certificates and keys in PEM, and tokens.
public final class FileAccessReader implements AccessReader {
  /// Larger than any bundle of authorities.
  private static final long LARGEST_BYTES = 16L << 20;

  /// The characters of RFC 6750.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  @Override
  public ServiceAccess read(AccessFiles files) {
    Optional<Named> trusted = files.named(AccessFile.TLS_CA);
    return new ServiceAccess(
        trusted.map(FileAccessReader::certificates).orElse(List.of()),
        files.tlsServerName(),
        identity(files),
        files.named(AccessFile.TOKEN_FILE).map(FileAccessReader::token));
  }

  private static Optional<ServiceAccess.Identity> identity(AccessFiles files) {
    Optional<Named> certificate = files.named(AccessFile.TLS_CLIENT_CERT);
    Optional<Named> key = files.named(AccessFile.TLS_CLIENT_KEY);
    certificate.ifPresent(it -> require(files, AccessFile.TLS_CLIENT_KEY, it));
    key.ifPresent(it -> require(files, AccessFile.TLS_CLIENT_CERT, it));
    certificate.ifPresent(it -> require(files, AccessFile.TLS_CA, it));
    return certificate.map(
        it -> new ServiceAccess.Identity(certificates(it), key(key.orElseThrow())));
  }

  private static void require(AccessFiles files, AccessFile other, Named by) {
    if (files.named(other).isEmpty()) {
      throw unusable(by, "is of no use without " + other.option());
    }
  }

  private static List<X509Certificate> certificates(Named source) {
    byte[] content = content(source);
    try {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (certificates.isEmpty()) {
        throw unusable(source, "has no certificate in PEM");
      }
      return certificates;
    } catch (CertificateException failure) {
      throw unusable(source, "has no certificate in PEM that can be read", failure);
    }
  }

  private static PrivateKey key(Named source) {
    try {
      return PemKey.read(text(source));
    } catch (GeneralSecurityException | IllegalArgumentException failure) {
      throw unusable(source, "has no key in PEM that can be read; it may be encrypted", failure);
    }
  }

  private static ServiceAccess.Token token(Named source) {
    String token = text(source).strip();
    if (!TOKEN.matcher(token).matches()) {
      throw unusable(source, "has to hold one token of letters, digits and any of \"._~+/-\"");
    }
    return new ServiceAccess.Token(token);
  }

  private static String text(Named source) {
    return new String(content(source), StandardCharsets.UTF_8);
  }

  private static byte[] content(Named source) {
    try {
      if (Files.isDirectory(source.file())) {
        throw unusable(source, "is a directory");
      }
      if (Files.size(source.file()) > LARGEST_BYTES) {
        throw unusable(source, "is too large");
      }
      return Files.readAllBytes(source.file());
    } catch (NoSuchFileException failure) {
      throw unusable(source, "is not there", failure);
    } catch (IOException failure) {
      throw unusable(source, "cannot be read: " + failure.getMessage(), failure);
    }
  }

  private static GantryException unusable(Named source, String why) {
    return new GantryException(new Problem.AccessFileUnusable(source.by(), source.file(), why));
  }

  private static GantryException unusable(Named source, String why, Exception cause) {
    return new GantryException(
        new Problem.AccessFileUnusable(source.by(), source.file(), why), cause);
  }
}
