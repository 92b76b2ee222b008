package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.EngineAvailable;
import dev.gantry.Programs;
import dev.gantry.TestIdentity;
import dev.gantry.adapter.buildkit.session.DockerConfigCredentials;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.adapter.privateengine.TestEngine;
import dev.gantry.adapter.privateengine.TestEngine.Release;
import dev.gantry.adapter.privateengine.TestRegistry;
import dev.gantry.domain.build.CacheLocation;
import dev.gantry.domain.build.CachePolicy;
import dev.gantry.domain.build.NoCache;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.problem.Problem;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Builds with a registry that speaks TLS with a certificate of its own. It is the engine that
/// connects and has to trust it; Gantry hands the log-in over, and tells what the engine finds.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TlsRegistryIT {

  private static final CachePolicy NO_CACHE = cache(List.of(), List.of());

  @TempDir static Path files;

  private static @Nullable TestRegistry registry;
  private static @Nullable TestEngine engine;

  @TempDir Path directory;
  @TempDir Path configuration;

  @BeforeAll
  static void start() throws Exception {
    String address = ownAddress();
    Path identity = TestIdentity.make(files, address);
    registry = TestRegistry.startWithTls(files, address, identity);
    engine =
        TestEngine.start(
            Release.NEWEST_WITH_CONTAINERD,
            Files.createTempDirectory("gantry"),
            Map.of("SSL_CERT_FILE", identity.resolve("cert.pem").toString()));
  }

  @AfterAll
  static void stop() throws Exception {
    if (engine != null) {
      engine.close();
    }
    if (registry != null) {
      registry.close();
    }
  }

  @Test
  void putsCacheThereAndTakesItFromThere() throws Exception {
    logIn();
    CacheLocation place = new CacheLocation("registry", Map.of("ref", host() + "/cache:1"));
    BuildDirectory context =
        new BuildDirectory(directory)
            .dockerfile("FROM debian:trixie-slim\nARG NONCE\nRUN echo $NONCE > /made\n")
            .arg("NONCE", UUID.randomUUID().toString());
    try (BuildKit buildKit = buildKit(engine().address())) {
      RecordedBuild first = run(buildKit, context, cache(List.of(), List.of(place)));
      buildKit.cache().remove(buildKit.cache().records());

      RecordedBuild second = run(buildKit, context, cache(List.of(place), List.of()));

      assertThat(program(first)).isInstanceOf(StepState.Done.class);
      assertThat(program(second)).isEqualTo(new StepState.Cached());
    }
  }

  @Test
  void saysThatTheRegistryLetsNobodyInWithoutALogIn() throws Exception {
    try (BuildKit buildKit = buildKit(engine().address())) {
      assertThat(run(buildKit, from(host() + "/secret:1"), NO_CACHE).problem())
          .isInstanceOfSatisfying(
              Problem.RegistryDenied.class,
              denied -> assertThat(denied.registry()).isEqualTo(host()));
    }
  }

  @Test
  void saysThatTheEngineDoesNotTrustTheRegistry() throws Exception {
    logIn();
    try (BuildKit buildKit = buildKit(EngineAvailable.address())) {
      assertThat(run(buildKit, from(host() + "/base:1"), NO_CACHE).problem())
          .isInstanceOfSatisfying(
              Problem.RegistryUntrusted.class,
              untrusted -> {
                assertThat(untrusted.registry()).isEqualTo(host());
                assertThat(untrusted.cause()).contains("x509: ");
              });
    }
  }

  private BuildDirectory from(String base) {
    return new BuildDirectory(directory).dockerfile("FROM " + base + "\n");
  }

  private BuildKit buildKit(EngineAddress address) {
    return new BuildKit(
        () -> address,
        new DockerConfigCredentials(configuration, Map.of(), Programs.runner()),
        new EngineDialer());
  }

  private static RecordedBuild run(BuildKit buildKit, BuildDirectory context, CachePolicy policy)
      throws InterruptedException {
    return RecordedBuild.run(buildKit.runner(), context.also(it -> it.cache(policy)).request());
  }

  private static StepState program(RecordedBuild build) {
    build.succeeded();
    return build.progress().steps().stream()
        .filter(step -> step.name().contains("RUN echo"))
        .map(Step::state)
        .findFirst()
        .orElseThrow();
  }

  private static CachePolicy cache(List<CacheLocation> from, List<CacheLocation> to) {
    return new CachePolicy(new NoCache.None(), false, from, to);
  }

  private void logIn() throws Exception {
    String login = TestRegistry.USER + ":" + TestRegistry.PASSWORD;
    Files.writeString(
        configuration.resolve("config.json"),
        "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}"
            .formatted(
                host(),
                Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))));
  }

  /// An address of this machine that is not its loopback, where engines do without certificates.
  private static String ownAddress() throws Exception {
    Optional<InetAddress> own =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(it -> it instanceof Inet4Address && !it.isLoopbackAddress())
            .findFirst();
    return own.orElseThrow().getHostAddress();
  }

  private static String host() {
    return Objects.requireNonNull(registry).host();
  }

  private static TestEngine engine() {
    return Objects.requireNonNull(engine);
  }
}
