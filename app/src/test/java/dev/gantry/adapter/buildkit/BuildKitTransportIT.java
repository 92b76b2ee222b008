package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.EngineAvailable;
import dev.gantry.Needed;
import dev.gantry.Programs;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.adapter.dial.TestCertificates;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Builds over each way to an engine.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@Timeout(180)
class BuildKitTransportIT {

  private static final String IMAGE = "buildkit-transport:latest";

  @TempDir Path directory;
  @TempDir Path other;

  @AfterEach
  void removeImage() throws Exception {
    EngineHttp.removeImage(IMAGE);
  }

  @Test
  void buildsOverTcp() throws Exception {
    try (EngineProxy proxy = new EngineProxy()) {
      assertBuilds(proxy.address(), new EngineDialer());
    }
  }

  @Test
  void buildsWhereTheSessionGetsNoConnectionOfItsOwn() throws Exception {
    try (EngineProxy proxy = new EngineProxy().refusing("/session")) {
      assertBuilds(proxy.address(), new EngineDialer());
    }
  }

  @Test
  void buildsOverTlsWithTheCertificatesOfAContext() throws Exception {
    TestCertificates certificates = TestCertificates.create(other, "RSA");
    try (EngineProxy proxy = new EngineProxy(certificates.serverSockets())) {
      assertBuilds(proxy.address(Optional.of(other)), new EngineDialer());
    }
  }

  @Test
  void buildsWithAnEngineThatSpeaksHttp2Itself() throws Exception {
    try (EngineProxy proxy = new EngineProxy().newer().refusing("/grpc", "/session")) {
      assertBuilds(proxy.address(), new EngineDialer());

      assertThat(proxy.requests())
          .containsExactlyInAnyOrder("POST /session", "HEAD /_ping", "PRI *");
    }
  }

  @Test
  void negotiatesHttp2OverTlsAndTrustsWhomItIsToldTo() throws Exception {
    TestCertificates certificates = TestCertificates.create(other, "EC");
    Files.delete(other.resolve("ca.pem"));
    try (EngineProxy proxy =
        new EngineProxy(certificates.serverSockets()).newer().refusing("/grpc", "/session")) {
      assertBuilds(proxy.address(Optional.of(other), true), new EngineDialer());

      assertThat(proxy.requests())
          .containsExactlyInAnyOrder("POST /session", "HEAD /_ping", "PRI *");
    }
  }

  @Test
  void doesNotTrustAStrangersCertificate() throws Exception {
    TestCertificates certificates = TestCertificates.create(other, "EC");
    Path strangers = Files.createDirectory(other.resolve("strangers"));
    TestCertificates.create(strangers, "EC");
    try (EngineProxy proxy = new EngineProxy(certificates.serverSockets())) {
      EngineAddress address = proxy.address(Optional.of(strangers));
      try (BuildKit buildKit =
          new BuildKit(() -> address, _ -> Optional.empty(), new EngineDialer())) {
        assertThat(RecordedBuild.run(buildKit.runner(), request()).problem())
            .isInstanceOf(Problem.EngineConfigurationInvalid.class);
      }
    }
  }

  @Test
  void buildsOverSsh() throws Exception {
    Needed.that(Programs.find("ssh").isPresent(), "there is no SSH client");
    Path docker = Programs.find("docker").orElseThrow();
    try (SshHost host = SshHost.start(other, docker, EngineAvailable.address())) {
      assertBuilds(host.address(), new EngineDialer(host.client().toString()));
    }
  }

  @Test
  void saysWhyTheOtherMachineLetsNobodyIn() throws Exception {
    Needed.that(Programs.find("ssh").isPresent(), "there is no SSH client");
    Path docker = Programs.find("docker").orElseThrow();
    try (SshHost host = SshHost.start(other, docker, EngineAvailable.address()).closedToAll();
        BuildKit buildKit =
            new BuildKit(
                host::address, _ -> Optional.empty(), new EngineDialer(host.client().toString()))) {
      assertThat(RecordedBuild.run(buildKit.runner(), request()).problem())
          .isEqualTo(
              new Problem.EnginePermissionDenied(
                  "ssh://build.example", "ada@127.0.0.1: Permission denied (publickey)."));
    }
  }

  private void assertBuilds(EngineAddress address, EngineDialer dialer) throws Exception {
    try (BuildKit buildKit = new BuildKit(() -> address, _ -> Optional.empty(), dialer)) {
      RecordedBuild.run(buildKit.runner(), request()).succeeded();
    }
  }

  private BuildRequest request() {
    return new BuildDirectory(directory)
        .file("a", "x".repeat(300_000))
        .dockerfile("FROM scratch\nCOPY a /\n")
        .tags(IMAGE)
        .request();
  }
}
