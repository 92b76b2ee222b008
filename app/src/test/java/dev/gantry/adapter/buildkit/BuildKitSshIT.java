package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.EngineAvailable;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.domain.build.BuildAccess;
import dev.gantry.domain.build.SshSource;
import dev.gantry.domain.problem.BuildOptionObstacle;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What steps of a build may sign with.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@Timeout(180)
class BuildKitSshIT {

  @TempDir Path directory;
  @TempDir Path elsewhere;

  private final BuildKit buildKit =
      new BuildKit(EngineAvailable::address, _ -> Optional.empty(), new EngineDialer());

  @AfterEach
  void close() {
    buildKit.close();
  }

  @Test
  void letsStepsUseAnSshAgentButNotChangeIt() throws Exception {
    try (FakeSshAgent agent = new FakeSshAgent(elsewhere.resolve("agent"))) {
      RecordedBuild build =
          run(
              context()
                  .dockerfile(
                      """
                      FROM debian:trixie-slim
                      COPY <<'EOF' /ask
                      use Socket;
                      socket(S, PF_UNIX, SOCK_STREAM, 0) or die;
                      connect(S, sockaddr_un($ENV{SSH_AUTH_SOCK})) or die $!;
                      for $type (11, 19, 13) {
                        syswrite(S, pack("NC", 1, $type));
                        sysread(S, $answer, 1000);
                        print "$type: ", unpack("H*", $answer), "\\n";
                      }
                      EOF
                      RUN --mount=type=ssh,id=mine perl /ask
                      RUN --mount=type=ssh,id=other test -e "$SSH_AUTH_SOCK" || echo no other
                      """)
                  .also(
                      it ->
                          it.access(
                              new BuildAccess(
                                  Map.of(),
                                  Map.of("mine", new SshSource.Files(List.of(agent.socket())))))));

      assertThat(build.log("id=mine"))
          .isEqualTo(List.of("11: 00000005" + "0c00000000", "19: 0000000105", "13: 000000010e"));
      assertThat(build.log("id=other")).isEqualTo(List.of("no other"));
      assertThat(agent.requests()).isEqualTo(List.of(11, 13));
    }
  }

  @Test
  void letsStepsSignWithKeysFromFiles() throws Exception {
    Path key = copied("ssh/ed25519");
    String known =
        HexFormat.of()
            .formatHex(
                Base64.getDecoder()
                    .decode(Files.readString(copied("ssh/ed25519.pub")).split(" ", -1)[1]));

    RecordedBuild build =
        run(
            context()
                .dockerfile(
                    """
                    FROM debian:trixie-slim
                    COPY <<'EOF' /ask
                    use Socket;
                    socket(S, PF_UNIX, SOCK_STREAM, 0) or die;
                    connect(S, sockaddr_un($ENV{SSH_AUTH_SOCK})) or die $!;
                    syswrite(S, pack("NC", 1, 11));
                    sysread(S, $keys, 1000);
                    $key = substr($keys, 13, unpack("N", substr($keys, 9, 4)));
                    print unpack("H*", $key), "\\n";
                    $sign = pack("C", 13) . pack("N/a*", $key) . pack("N/a*", "data") . pack("N", 0);
                    syswrite(S, pack("N/a*", $sign));
                    sysread(S, $answer, 1000);
                    ($length, $type, $rest) = unpack("NCa*", $answer);
                    ($name, $signature) = unpack("N/a* N/a*", unpack("N/a*", $rest));
                    print "$type $name ", length($signature), "\\n";
                    EOF
                    RUN --mount=type=ssh perl /ask
                    """)
                .also(it -> it.access(signingWith(key))));

    assertThat(build.log("perl")).isEqualTo(List.of(known, "14 ssh-ed25519 64"));
  }

  @Test
  void saysWhichKeyCannotBeUsed() throws Exception {
    Path locked = copied("ssh/encrypted");
    Path other = Files.writeString(elsewhere.resolve("id_rsa"), "key");
    Path missing = elsewhere.resolve("missing");

    assertThat(problemOf(locked))
        .isEqualTo(
            new Problem.BuildOptionUnsupported(
                "prod", "ssh", "default=" + locked, BuildOptionObstacle.SSH_KEY_ENCRYPTED, ""));
    assertThat(problemOf(other))
        .isEqualTo(
            new Problem.BuildOptionUnsupported(
                "prod", "ssh", "default=" + other, BuildOptionObstacle.SSH_KEY_UNKNOWN, ""));
    assertThat(problemOf(missing)).isEqualTo(new Problem.FileMissing(missing));
  }

  private Problem problemOf(Path key) throws Exception {
    return run(context().dockerfile("FROM scratch\n").also(it -> it.access(signingWith(key))))
        .problem();
  }

  private static BuildAccess signingWith(Path key) {
    return new BuildAccess(Map.of(), Map.of("default", new SshSource.Files(List.of(key))));
  }

  private Path copied(String resource) throws IOException {
    Path copy = elsewhere.resolve(Path.of(resource).getFileName());
    try (InputStream in = getClass().getResourceAsStream("/" + resource)) {
      Files.write(copy, Objects.requireNonNull(in).readAllBytes());
    }
    return copy;
  }

  private BuildDirectory context() {
    return new BuildDirectory(directory).noCache();
  }

  private RecordedBuild run(BuildDirectory context) throws InterruptedException {
    return RecordedBuild.run(buildKit.runner(), context.request());
  }
}
