package dev.gantry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.adapter.docker.EngineDocument;
import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.CommandResult;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.compose.RunningMode;
import dev.gantry.domain.inference.AccessFile;
import dev.gantry.domain.inference.AccessFiles;
import dev.gantry.domain.inference.GenerationEvent;
import dev.gantry.domain.inference.InferenceEndpoints;
import dev.gantry.domain.inference.InferenceService;
import dev.gantry.domain.inference.Prompt;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.ServiceHealth;
import dev.gantry.domain.inference.ServicePlace;
import dev.gantry.domain.problem.Problem;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.GenerationServiceGrpc;
import dev.gantry.llm.v1.SamplingParameters;
import dev.gantry.ui.shell.Ports;
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
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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
  private static final Prompt PROMPT =
      new Prompt("A layer is", 8, 0, Optional.empty(), List.of(), Duration.ofSeconds(20));
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
  void letsGantryInAsTheLabelsOfItsContainerSay() throws Exception {
    try (Wiring wiring = gantry()) {
      Ports gantry = wiring.dashboardPorts();
      RunningMode running = running(gantry);
      ServicePlace place = InferenceEndpoints.find(running).orElseThrow();
      ServiceEndpoint endpoint = place.open(gantry.access());
      BlockingQueue<ServiceHealth> health = new LinkedBlockingQueue<>();
      BlockingQueue<GenerationEvent> answer = new LinkedBlockingQueue<>();
      try (InferenceService.Watch _ = gantry.inference().watchHealth(endpoint, health::add)) {
        gantry.inference().generate(endpoint, PROMPT, answer::add);

        assertThat(running.mode()).isEqualTo("prod");
        assertThat(endpoint.address()).isEqualTo("127.0.0.1:" + port);
        assertThat(health.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
            .isEqualTo(new ServiceHealth.Serving());
        assertThat(last(answer)).isInstanceOf(GenerationEvent.Finished.class);
      }
    }
  }

  @Test
  void saysToGantryThatTheTokenIsAnotherOne() throws Exception {
    AccessFiles other =
        new AccessFiles(
            Map.of(
                AccessFile.TOKEN_FILE,
                new AccessFiles.Named(
                    "--token-file", Files.writeString(directory.resolve("other"), TOKEN + "1"))),
            Optional.empty());
    try (Wiring wiring = gantry()) {
      Ports gantry = wiring.dashboardPorts();
      ServicePlace place = InferenceEndpoints.find(running(gantry)).orElseThrow();
      ServiceEndpoint endpoint =
          new ServicePlace(place.endpoint(), other.or(place.files())).open(gantry.access());
      BlockingQueue<GenerationEvent> answer = new LinkedBlockingQueue<>();
      gantry.inference().generate(endpoint, PROMPT, answer::add);

      assertThat(last(answer))
          .isInstanceOfSatisfying(
              GenerationEvent.Failed.class,
              failed ->
                  assertThat(failed.problem())
                      .isEqualTo(
                          new Problem.ServiceLocked(
                              endpoint.address(), "This is not the token of the server.")));
    }
  }

  /// Gantry beside what plain compose has started, which knows of it nothing but its project.
  private static Wiring gantry() {
    Surroundings here = Surroundings.ofThisProcess();
    Map<String, String> environment = new HashMap<>(here.environment());
    environment.put("COMPOSE_PROJECT_NAME", PROJECT);
    return new Wiring(
        new Surroundings(
            environment,
            here.workingDirectory(),
            here.out(),
            here.err(),
            here.screen(),
            here.confirmation()));
  }

  private static RunningMode running(Ports gantry) {
    Project project = gantry.compose().open(COMPOSE.resolveSibling(""));
    return gantry.compose().running(project).orElseThrow();
  }

  private static GenerationEvent last(BlockingQueue<GenerationEvent> answer)
      throws InterruptedException {
    while (true) {
      GenerationEvent event = answer.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      switch (event) {
        case null -> throw new AssertionError("the answer has no end");
        case GenerationEvent.Finished _, GenerationEvent.Failed _ -> {
          return event;
        }
        case GenerationEvent.Queued _, GenerationEvent.Started _, GenerationEvent.Token _ -> {
          // the answer goes on
        }
      }
    }
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
