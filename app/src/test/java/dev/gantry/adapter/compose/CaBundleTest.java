package dev.gantry.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaBundleTest {

  @TempDir private Path root;

  private final Map<String, String> variables = new HashMap<>();

  @Test
  void takesTheBundleOfTheEnvironment() throws IOException {
    file("etc/ssl/certs/ca-certificates.crt", "system");
    Path bundle = file("own.pem", "own");
    variables.put("CURL_CA_BUNDLE", bundle.toString());

    assertThat(find()).contains(bundle);
  }

  @Test
  void prefersAWholeBundleToAdditions() throws IOException {
    variables.put("NODE_EXTRA_CA_CERTS", file("extra.pem", "extra").toString());
    Path whole = file("whole.pem", "whole");
    variables.put("SSL_CERT_FILE", whole.toString());

    assertThat(find()).contains(whole);
  }

  @Test
  void takesTheBundleOfTheSystem() throws IOException {
    Path bundle = file("etc/pki/tls/certs/ca-bundle.crt", "system");

    assertThat(find()).contains(bundle);
  }

  @Test
  void passesOverWhatIsMissingOrEmpty() throws IOException {
    variables.put("SSL_CERT_FILE", root.resolve("none.pem").toString());
    variables.put("CURL_CA_BUNDLE", file("empty.pem", "").toString());

    assertThat(find()).isEmpty();
  }

  @Test
  void leavesTheChoiceOfTheUser() throws IOException {
    file("etc/ssl/certs/ca-certificates.crt", "system");
    variables.put("GANTRY_CA_BUNDLE", "");

    assertThat(find()).isEmpty();
  }

  private Optional<Path> find() {
    return new CaBundle(new ComposeEnvironment(variables, root, root)).find();
  }

  private Path file(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }
}
