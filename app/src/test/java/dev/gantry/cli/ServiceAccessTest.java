package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.TestIdentity;
import dev.gantry.cli.CliHarness.Result;
import dev.gantry.domain.compose.RunningMode;
import dev.gantry.domain.compose.Service.PublishedPort;
import dev.gantry.domain.inference.ServiceAccess;
import dev.gantry.domain.inference.ServiceEndpoint;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What lets the commands in that ask a service: `--tls-ca`, `--token-file` and their like.
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

  @Test
  void takesThemFromTheContainerThatRuns() {
    runs(
        Map.of(
            "dev.gantry.grpc.tls-ca", authority.toString(),
            "dev.gantry.grpc.tls-server-name", "llm.example",
            "dev.gantry.grpc.token-file", "token"));

    assertThat(cli.run("ask", "Hello").code()).isZero();
    assertThat(cli.inference.lastGeneration().endpoint())
        .isEqualTo(
            new ServiceEndpoint(
                "127.0.0.1",
                15052,
                "",
                new ServiceAccess(
                    access.authorities(),
                    Optional.of("llm.example"),
                    Optional.empty(),
                    access.token())));
  }

  @Test
  void optionsAndVariablesComeBeforeTheContainer() {
    runs(
        Map.of(
            "dev.gantry.grpc.tls-ca", "missing.pem",
            "dev.gantry.grpc.token-file", "missing"));
    cli.environment = Map.of("GANTRY_TOKEN_FILE", token.toString());

    assertThat(cli.run("embed", "--tls-ca=" + authority, "a").code()).isZero();
    assertThat(cli.embedder.endpoints())
        .containsExactly(new ServiceEndpoint("127.0.0.1", 15052, "", access));
  }

  @Test
  void namesTheLabelAndTheFileThatIsNotThere() {
    runs(Map.of("dev.gantry.grpc.token-file", "missing"));

    assertThat(cli.run("ask", "Hello"))
        .isEqualTo(
            new Result(
                1,
                "",
                """
                error: A file that lets in to the service cannot be used
                  where
                    dev.gantry.grpc.token-file: %s
                  cause
                    is not there
                  what to do
                    Correct the file, or what names it. What the labels of a container name are files on this machine, from the directory of its compose file on.
                """
                    .formatted(directory.resolve("missing"))));
  }

  @Test
  void showsACertificateToWhoWantsOne() {
    Path key = authority.resolveSibling("key.pem");

    Result result =
        cli.run(
            "ask",
            "--port=9000",
            "--tls-ca=" + authority,
            "--tls-client-cert=" + authority,
            "--tls-client-key=" + key,
            "Hello");

    assertThat(result.code()).isZero();
    assertThat(cli.inference.lastGeneration().endpoint().access().identity())
        .hasValueSatisfying(
            identity -> {
              assertThat(identity.chain()).isEqualTo(access.authorities());
              assertThat(identity.key().getAlgorithm()).isEqualTo("EC");
              assertThat(identity).hasToString("Identity[CN=localhost]");
            });
  }

  @Test
  void aCertificateIsOfNoUseWithoutItsKeyAndWithoutTls() {
    String certificate = "--tls-client-cert=" + authority;
    String key = "--tls-client-key=" + authority.resolveSibling("key.pem");

    assertThat(cli.run("ask", "--port=9000", "--tls-ca=" + authority, certificate, "Hello"))
        .isEqualTo(
            wrong(
                "ask",
                "--tls-client-cert: %s is of no use without --tls-client-key"
                    .formatted(authority)));
    assertThat(cli.run("ask", "--port=9000", certificate, key, "Hello"))
        .isEqualTo(
            wrong(
                "ask", "--tls-client-cert: %s is of no use without --tls-ca".formatted(authority)));
  }

  @Test
  void refusesAFileWithoutAKey() {
    assertThat(
            cli.run(
                "ask",
                "--port=9000",
                "--tls-ca=" + authority,
                "--tls-client-cert=" + authority,
                "--tls-client-key=" + token,
                "Hello"))
        .isEqualTo(
            wrong(
                "ask",
                "--tls-client-key: %s has no key in PEM that can be read; it may be encrypted"
                    .formatted(token)));
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

  /// A container that somebody has started with these labels.
  private void runs(Map<String, String> labels) {
    Map<String, String> all = new HashMap<>(labels);
    all.put("com.docker.compose.project.working_dir", directory.toString());
    cli.compose.runs(
        new RunningMode(
            "prod",
            List.of(
                new RunningMode.Container(
                    "id",
                    "llm",
                    "gantry/llm:prod",
                    "running",
                    "healthy",
                    List.of(new PublishedPort("127.0.0.1", 15052, 50052)),
                    all))));
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
