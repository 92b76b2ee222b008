package dev.gantry.cli;

import dev.gantry.domain.inference.ServiceAccess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the files that let in to a service: each is named by an option, else by a variable.
final class AccessFiles {
  static final String TLS_CA = "--tls-ca";
  static final String TOKEN_FILE = "--token-file";

  /// The characters of RFC 6750.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private final CliContext context;

  AccessFiles(CliContext context) {
    this.context = context;
  }

  /// A file cannot be used; the message names the file and who named it.
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    private Unusable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// A file and the option or variable that names it.
  private record Named(String by, Path file) {
    Unusable unusable(String why, @Nullable Throwable cause) {
      return new Unusable("%s: %s %s".formatted(by, file, why), cause);
    }
  }

  ServiceAccess read(@Nullable Path authorities, @Nullable Path token) throws Unusable {
    Optional<Named> trusted = named(TLS_CA, authorities);
    Optional<Named> secret = named(TOKEN_FILE, token);
    return new ServiceAccess(
        trusted.isPresent() ? certificates(trusted.get()) : List.of(),
        secret.isPresent() ? Optional.of(token(secret.get())) : Optional.empty());
  }

  /// The variable of an option: `GANTRY_TLS_CA` is that of `--tls-ca`.
  static String variable(String option) {
    return "GANTRY_" + option.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private Optional<Named> named(String option, @Nullable Path file) {
    if (file != null) {
      return Optional.of(new Named(option, context.workingDirectory().resolve(file)));
    }
    String variable = variable(option);
    return Optional.ofNullable(context.environment().get(variable))
        .filter(value -> !value.isEmpty())
        .map(value -> new Named(variable, context.workingDirectory().resolve(value)));
  }

  private static List<X509Certificate> certificates(Named source) throws Unusable {
    byte[] content = content(source);
    try {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (certificates.isEmpty()) {
        throw source.unusable("has no certificate in PEM", null);
      }
      return certificates;
    } catch (CertificateException failure) {
      throw source.unusable("has no certificate in PEM that can be read", failure);
    }
  }

  private static ServiceAccess.Token token(Named source) throws Unusable {
    String token = new String(content(source), StandardCharsets.UTF_8).strip();
    if (!TOKEN.matcher(token).matches()) {
      throw source.unusable("has to hold one token of letters, digits and any of \"._~+/-\"", null);
    }
    return new ServiceAccess.Token(token);
  }

  private static byte[] content(Named source) throws Unusable {
    try {
      if (Files.isDirectory(source.file())) {
        throw source.unusable("is a directory", null);
      }
      return Files.readAllBytes(source.file());
    } catch (NoSuchFileException failure) {
      throw source.unusable("is not there", failure);
    } catch (IOException failure) {
      throw source.unusable("cannot be read: " + failure.getMessage(), failure);
    }
  }
}
