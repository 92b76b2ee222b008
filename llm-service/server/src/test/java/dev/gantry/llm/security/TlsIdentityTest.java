package dev.gantry.llm.security;

import static dev.gantry.llm.security.TestKeys.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TlsIdentityTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2030-01-01T00:00:00Z"));

  @TempDir private Path directory;

  private static TlsIdentity load(Path certificate, Path key, @Nullable Path authorities)
      throws SecurityFilesException {
    return TlsIdentity.load(new TlsFiles(certificate, key, authorities), CLOCK);
  }

  @ParameterizedTest
  @MethodSource
  void takesKeysOfAllKinds(String name) throws Exception {
    TlsIdentity identity = load(file(name + ".pem"), file(name + ".key"), null);

    assertThat(identity.keyManagers()).hasSize(1);
    assertThat(identity.trustManagers()).isNull();
  }

  static Stream<String> takesKeysOfAllKinds() {
    return Stream.of("server", "server-rsa");
  }

  @Test
  void trustsAuthoritiesThatItIsGiven() throws Exception {
    assertThat(load(file("server.pem"), file("server.key"), file("authority.pem")).trustManagers())
        .hasSize(1);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource
  void saysWhatIsWrongWithWhichFile(String certificate, String key, String problem) {
    assertThatThrownBy(() -> load(file(certificate), file(key), null))
        .isInstanceOf(SecurityFilesException.class)
        .hasMessage(problem.formatted(file(certificate), file(key)));
  }

  static Stream<Arguments> saysWhatIsWrongWithWhichFile() {
    return Stream.of(
        Arguments.of("none.pem", "server.key", "tls-cert: there is no file %s."),
        Arguments.of(
            "server.key",
            "server.key",
            "tls-cert: the file %s holds no certificates in PEM form (\"-----BEGIN"
                + " CERTIFICATE-----\")."),
        Arguments.of("server.pem", "none.key", "tls-key: there is no file %2$s."),
        Arguments.of(
            "server.pem",
            "server.pem",
            "tls-key: the file %2$s holds no private key in PEM form (\"-----BEGIN PRIVATE"
                + " KEY-----\")."),
        Arguments.of(
            "server.pem",
            "encrypted.key",
            "tls-key: the file %2$s holds a key that is encrypted or not PKCS#8; convert it with"
                + " \"openssl pkcs8 -topk8 -nodes\"."),
        Arguments.of(
            "server-rsa.pem",
            "pkcs1.key",
            "tls-key: the file %2$s holds a key that is encrypted or not PKCS#8; convert it with"
                + " \"openssl pkcs8 -topk8 -nodes\"."),
        Arguments.of(
            "server.pem",
            "stranger.key",
            "tls-key: the file %2$s holds not the key of the certificate %1$s."),
        Arguments.of(
            "server.pem",
            "server-rsa.key",
            "tls-key: the file %2$s holds not the key of the certificate %1$s."));
  }

  @Test
  void refusesADamagedKey() throws Exception {
    Path damaged =
        Files.writeString(
            directory.resolve("damaged.key"),
            Files.readString(file("server.key")).replaceFirst("\n[^-]{20}", "\n"));

    assertThatThrownBy(() -> load(file("server.pem"), damaged, null))
        .hasMessage(
            "tls-key: the file %s holds a private key that is damaged, or not RSA, EC or EdDSA.",
            damaged);
  }

  @Test
  void refusesCertificatesThatAreNotValidNow() {
    TlsFiles files = new TlsFiles(file("server.pem"), file("server.key"), null);

    assertThatThrownBy(
            () ->
                TlsIdentity.load(files, InstantSource.fixed(Instant.parse("2200-01-01T00:00:00Z"))))
        .hasMessageMatching(
            "tls-cert: the file .*server\\.pem holds a certificate that expired on 2126-\\d\\d-\\d\\d\\.");
    assertThatThrownBy(
            () ->
                TlsIdentity.load(files, InstantSource.fixed(Instant.parse("2020-01-01T00:00:00Z"))))
        .hasMessageMatching(
            "tls-cert: the file .*server\\.pem holds a certificate that is valid only from"
                + " 2026-\\d\\d-\\d\\d\\.");
  }
}
