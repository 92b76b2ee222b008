package dev.gantry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.adapter.docker.EngineDocument;
import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.CommandResult;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.GenerationServiceGrpc;
import dev.gantry.llm.v1.SamplingParameters;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// `compose/tls.yml` over `prod`, by plain compose as the file says: TLS and a token, which come
/// into the container as files.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
class TlsIT {
  private static final String PROJECT = "gantry-tls-it-" + ProcessHandle.current().pid();
  private static final Path COMPOSE = Path.of("../compose").toAbsolutePath().normalize();
  private static final Duration HEALTHY = Duration.ofMinutes(3);
  private static final long PATIENCE_SECONDS = 30;
  private static final String TOKEN = "aToken-that-is-long-enough-0123456789";
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  @TempDir private static Path directory;

  private static int port;
  private static Path identity;
  private static final Watchman WATCHMAN = new Watchman();
  private static String container = "";

  @BeforeAll
  static void bringUp() throws Exception {
    ServiceInMode.build("prod");
    identity = TestIdentity.make(directory, "localhost");
    Files.writeString(identity.resolve("token"), TOKEN);
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    compose("up", "--detach", "--wait", "--no-build");
    container = compose("ps", "--quiet", "llm-service").strip();
  }

  @AfterAll
  static void takeDown() throws Exception {
    compose("down", "--volumes", "--timeout", "1");
    WATCHMAN.close();
  }

  private static String compose(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Programs.find("docker-compose").orElseThrow().toString());
    command.addAll(List.of("--project-name", PROJECT));
    for (String file : List.of("compose.yml", "compose.prod.yml", "tls.yml")) {
      command.addAll(List.of("--file", COMPOSE.resolve(file).toString()));
    }
    command.addAll(List.of(arguments));
    CommandResult result =
        Programs.runner()
            .run(
                Command.of(command)
                    .withEnvironment(
                        Map.of(
                            "GANTRY_PUBLISHED_PORT", Integer.toString(port),
                            "GANTRY_TLS_CERT", identity.resolve("cert.pem").toString(),
                            "GANTRY_TLS_KEY", identity.resolve("key.pem").toString(),
                            "GANTRY_TOKEN", identity.resolve("token").toString())),
                HEALTHY);
    assertThat(result.isSuccess()).as("%s: %s", command, result.failureText()).isTrue();
    return result.outputText();
  }

  /// Whom it would trust, and nobody else.
  private static ChannelCredentials tls() throws IOException {
    return TlsChannelCredentials.newBuilder()
        .trustManager(identity.resolve("cert.pem").toFile())
        .build();
  }

  private static String ask(ChannelCredentials credentials, String authorization) {
    ManagedChannel channel =
        OkHttpChannelBuilder.forAddress("localhost", port, credentials).build();
    Metadata headers = new Metadata();
    if (!authorization.isEmpty()) {
      headers.put(AUTHORIZATION, authorization);
    }
    try {
      Iterator<GenerateResponse> events =
          GenerationServiceGrpc.newBlockingStub(channel)
              .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
              .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .generate(
                  GenerateRequest.newBuilder()
                      .setPrompt("A layer is")
                      .setMaxTokens(8)
                      .setSampling(SamplingParameters.newBuilder().setTemperature(0))
                      .build());
      StringBuilder text = new StringBuilder();
      events.forEachRemaining(event -> text.append(event.getToken().getText()));
      return text.toString();
    } finally {
      channel.shutdownNow();
    }
  }

  private static Status.Code refusal(ChannelCredentials credentials, String authorization) {
    return catchThrowableOfType(StatusRuntimeException.class, () -> ask(credentials, authorization))
        .getStatus()
        .getCode();
  }

  @Test
  void answersWhoTrustsItsCertificateAndShowsTheToken() throws Exception {
    assertThat(ask(tls(), "Bearer " + TOKEN)).isNotBlank();
  }

  @Test
  void refusesWhoShowsNoTokenOrAnotherOne() throws Exception {
    assertThat(List.of(refusal(tls(), ""), refusal(tls(), "Bearer " + TOKEN + "1")))
        .isEqualTo(List.of(Status.Code.UNAUTHENTICATED, Status.Code.UNAUTHENTICATED));
  }

  @Test
  void doesNotTalkWithoutTls() {
    assertThat(refusal(InsecureChannelCredentials.create(), "Bearer " + TOKEN))
        .isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void isFoundHealthyByTheProbeInItsImage() {
    JsonNode health =
        EngineDocument.read("/containers/%s/json".formatted(container)).at("/State/Health");

    assertThat(health.path("Status").asText()).isEqualTo("healthy");
    JsonNode probes = health.path("Log");
    assertThat(probes.get(probes.size() - 1).path("Output").asText())
        .isEqualToIgnoringNewLines("SERVING");
  }

  @Test
  void hasItsSecretsAsFilesOnly() throws Exception {
    String key = Files.readAllLines(identity.resolve("key.pem")).get(1);
    String environment = WATCHMAN.beside(container, "10001:10001", "cat /proc/1/environ");
    JsonNode inspection = EngineDocument.read("/containers/%s/json".formatted(container));

    assertThat(environment + inspection).doesNotContain(TOKEN).doesNotContain(key);
    assertThat(inspection.path("Mounts"))
        .filteredOn(mount -> mount.path("Destination").asText().startsWith("/run/secrets/"))
        .hasSize(3)
        .allMatch(mount -> !mount.path("RW").asBoolean());
  }
}
