package dev.gantry.adapter.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the certificate authorities that this machine trusts, for builds behind a proxy that
/// inspects TLS. Compose files hand the bundle to builds as a secret from `${GANTRY_CA_BUNDLE}`.
record CaBundle(ComposeEnvironment environment) {

  static final String VARIABLE = "GANTRY_CA_BUNDLE";

  /// Of OpenSSL and Go, curl, Python's requests, and Node.js; the last one names additions only.
  private static final List<String> USUAL_VARIABLES =
      List.of("SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS");

  /// Of Debian, Fedora, openSUSE, and Alpine with macOS.
  private static final List<String> SYSTEM_BUNDLES =
      List.of(
          "etc/ssl/certs/ca-certificates.crt",
          "etc/pki/tls/certs/ca-bundle.crt",
          "etc/ssl/ca-bundle.pem",
          "etc/ssl/cert.pem");

  /// Where the bundle is. Empty when there is none, or when the user has named one: that the
  /// compose tool sees by itself.
  Optional<Path> find() {
    if (environment.variables().containsKey(VARIABLE)) {
      return Optional.empty();
    }
    Stream<Path> named =
        USUAL_VARIABLES.stream().flatMap(name -> environment.variable(name).stream()).map(Path::of);
    Stream<Path> system = SYSTEM_BUNDLES.stream().map(environment.root()::resolve);
    return Stream.concat(named, system).filter(CaBundle::hasContent).findFirst();
  }

  private static boolean hasContent(Path file) {
    try {
      return Files.isReadable(file) && Files.size(file) > 0;
    } catch (IOException _) {
      return false;
    }
  }
}
