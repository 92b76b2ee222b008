package dev.gantry.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.gantry.EngineAvailable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What the column of docker-java says in docs/build-driver.md. Should one of these tests fail with
/// a newer version, the table has to change, and for the better.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@Timeout(120)
class DockerJavaBuildsIT {

  private static final String IMAGE = "docker-java-builds-it:latest";
  private static final int BIG_BYTES = 1 << 20;
  private static final long DEADLINE_SECONDS = 100;

  @TempDir Path context;

  private final AtomicLong sent = new AtomicLong();
  private DockerClient client;

  @BeforeEach
  void connect() {
    DefaultDockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(EngineAvailable.address().host())
            .build();
    DockerHttpClient http =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(URI.create(EngineAvailable.address().host()))
            .build();
    client = DockerClientImpl.getInstance(config, new CountingClient(http, sent));
  }

  @AfterEach
  void close() throws IOException {
    try {
      client.removeImageCmd(IMAGE).withForce(true).exec();
    } catch (NotFoundException _) {
      // this test has built none
    }
    client.close();
  }

  @Test
  void buildsWhatTheFirstBuilderOfDockerKnew() throws Exception {
    build("FROM debian:trixie-slim\nCOPY hello.txt /\nRUN test -f /hello.txt\n");

    assertThat(client.inspectImageCmd(IMAGE).exec().getOs()).isEqualTo("linux");
  }

  @Test
  void knowsNoMounts() {
    assertThatThrownBy(
            () -> build("FROM debian:trixie-slim\nRUN --mount=type=secret,id=token true\n"))
        .hasMessageContaining("requires BuildKit");
  }

  @Test
  void skipsScriptsThatStandInTheDockerfile() throws Exception {
    // the second step would fail if the first one had run
    build("FROM debian:trixie-slim\nRUN <<END\ntouch /written\nEND\nRUN test ! -e /written\n");

    assertThat(client.inspectImageCmd(IMAGE).exec().getOs()).isEqualTo("linux");
  }

  @Test
  void runsStagesThatNothingNeeds() {
    assertThatThrownBy(
            () ->
                build(
                    """
                    FROM debian:trixie-slim AS unneeded
                    RUN exit 3
                    FROM debian:trixie-slim
                    RUN true
                    """))
        .hasMessageContaining("non-zero code: 3");
  }

  @Test
  void leavesOutWhatIsToBeIgnored() throws Exception {
    Files.writeString(context.resolve(".dockerignore"), "hello.txt\n");

    assertThatThrownBy(() -> build("FROM debian:trixie-slim\nCOPY hello.txt /\n"))
        .hasMessageContaining("hello.txt");
  }

  @Test
  void sendsEveryFileEachTime() throws Exception {
    String dockerfile = "FROM debian:trixie-slim\nARG NONCE=" + UUID.randomUUID() + "\nCOPY . /x\n";
    byte[] big = new byte[BIG_BYTES];
    new Random(1).nextBytes(big);
    Files.write(context.resolve("big"), big);
    build(dockerfile);
    sent.set(0);

    build(dockerfile);

    assertThat(sent.get()).isGreaterThan(BIG_BYTES);
  }

  private void build(String dockerfile) throws IOException, InterruptedException {
    Files.writeString(context.resolve("hello.txt"), "hello");
    Files.writeString(context.resolve("Dockerfile"), dockerfile);
    BuildImageResultCallback result =
        client
            .buildImageCmd(context.toFile())
            .withTags(Set.of(IMAGE))
            .exec(new BuildImageResultCallback());
    result.awaitImageId(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  /// Counts the bytes of what is sent.
  private record CountingClient(DockerHttpClient http, AtomicLong sent)
      implements DockerHttpClient {
    @Override
    public Response execute(Request request) {
      InputStream body = request.body();
      return http.execute(
          body == null
              ? request
              : Request.builder()
                  .from(request)
                  .bodyBytes(null)
                  .body(new Counting(body, sent))
                  .build());
    }

    @Override
    public void close() throws IOException {
      http.close();
    }
  }

  private static final class Counting extends FilterInputStream {
    private final AtomicLong count;

    Counting(InputStream in, AtomicLong count) {
      super(in);
      this.count = count;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count.addAndGet(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count.addAndGet(Math.max(0, read));
      return read;
    }
  }
}
