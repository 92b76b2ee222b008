package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.TestIdentity;
import dev.gantry.cli.CliHarness.Result;
import dev.gantry.domain.inference.ServiceAccess;
import dev.gantry.domain.inference.ServiceEndpoint;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `--tls-ca` and `--token-file` of the commands that ask a service.
class ServiceAccessTest {
  private static final String TOKEN = "0123456789abcdef";

  @TempDir private static Path directory;

  private static Path authority;
  private static Path token;
  private static ServiceAccess access;
  private final CliHarness cli = new CliHarness();

  @BeforeAll
  static void makeFiles() throws Exception {
    authority = TestIdentity.make(directory, "localhost").resolve("cert.pem");
    token = Files.writeString(directory.resolve("token"), TOKEN + "\n");
    try (InputStream in = Files.newInputStream(authority)) {
      access =
          new ServiceAccess(
              List.of(
                  (X509Certificate)
                      CertificateFactory.getInstance("X.509").generateCertificate(in)),
              Optional.of(new ServiceAccess.Token(TOKEN)));
    }
  }

  @BeforeEach
  void answer() {
    cli.inference.answerWith("x");
  }

  @Test
  void askTakesThemFromOptions() {
    Result result =
        cli.run(
            "ask", "--host=llm.example", "--tls-ca=" + authority, "--token-file=" + token, "Hello");

    assertThat(result.code()).isZero();
    assertThat(cli.inference.lastGeneration().endpoint())
        .isEqualTo(new ServiceEndpoint("llm.example", 50052, "", access));
  }

  @Test
  void embedTakesThemFromVariablesAndRelativeToTheCurrentDirectory() {
    cli.workingDirectory = directory;
    cli.environment =
        Map.of("GANTRY_TLS_CA", "localhost/cert.pem", "GANTRY_TOKEN_FILE", token.toString());

    assertThat(cli.run("embed", "--port=9000", "a").code()).isZero();
    assertThat(cli.embedder.endpoints())
        .containsExactly(new ServiceEndpoint("127.0.0.1", 9000, "", access));
  }

  @Test
  void optionsComeBeforeVariables() {
    cli.environment = Map.of("GANTRY_TLS_CA", "/missing", "GANTRY_TOKEN_FILE", "/missing");

    cli.run("ask", "--port=9000", "--tls-ca=" + authority, "--token-file=" + token, "Hello");

    assertThat(cli.inference.lastGeneration().endpoint().access()).isEqualTo(access);
  }

  @Test
  void anEmptyVariableIsNone() {
    cli.environment = Map.of("GANTRY_TLS_CA", "", "GANTRY_TOKEN_FILE", "");

    cli.run("ask", "--port=9000", "Hello");

    assertThat(cli.inference.lastGeneration().endpoint().access()).isEqualTo(ServiceAccess.OPEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ask", "embed"})
  void namesTheOptionAndTheFileThatIsNotThere(String command) {
    Path missing = directory.resolve("missing.pem");

    assertThat(cli.run(command, "--port=9000", "--tls-ca=" + missing, "Hello"))
        .isEqualTo(wrong(command, "--tls-ca: " + missing + " is not there"));
  }

  @Test
  void namesTheVariableAndTheFileThatIsADirectory() {
    cli.environment = Map.of("GANTRY_TOKEN_FILE", directory.toString());

    assertThat(cli.run("ask", "--port=9000", "Hello"))
        .isEqualTo(wrong("ask", "GANTRY_TOKEN_FILE: " + directory + " is a directory"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n",
        "-----BEGIN PRIVATE KEY-----\naGVsbG8=\n-----END PRIVATE KEY-----\n"
      })
  void refusesAFileWithoutCertificates(String content) throws Exception {
    Path file = Files.writeString(directory.resolve("no.pem"), content);

    Result result = cli.run("ask", "--port=9000", "--tls-ca", file.toString(), "Hello");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("error: --tls-ca: " + file + " has no certificate in PEM");
    assertThat(cli.inference.generations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "two words", "ünknown"})
  void refusesAFileWithoutOneToken(String content) throws Exception {
    Path file = Files.writeString(directory.resolve("no-token"), content);

    assertThat(cli.run("ask", "--port=9000", "--token-file=" + file, "Hello"))
        .isEqualTo(
            wrong(
                "ask",
                "--token-file: "
                    + file
                    + " has to hold one token of letters, digits and any of \"._~+/-\""));
  }

  @Test
  void doesNotSendATokenThatOthersCouldRead() {
    assertThat(cli.run("ask", "--host=llm.example", "--token-file=" + token, "Hello"))
        .isEqualTo(
            wrong(
                "ask", "Without --tls-ca everyone on the way to llm.example could read the token"));
    assertThat(cli.inference.generations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "::1", "[::1]"})
  void sendsATokenWithoutTlsOnThisMachine(String host) {
    cli.run("ask", "--host=" + host, "--token-file=" + token, "Hello");

    assertThat(cli.inference.lastGeneration().endpoint().access())
        .isEqualTo(new ServiceAccess(List.of(), access.token()));
  }

  private static Result wrong(String command, String message) {
    return new Result(
        2,
        "",
        """
        error: %s
          what to do
            All options are shown by:
              ./gantry %s --help
        """
            .formatted(message, command));
  }
}
