package dev.gantry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A client of which nobody here wrote the gRPC: that of Python, as Debian has it, with stubs made
/// by its own compiler, against the service as it runs in production.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
class PythonClientIT {
  private static final Path CLIENT = Path.of("src/test/resources/python-client");
  private static final Path PROTOCOL = Path.of("../llm-service/api/src/main/protobuf");
  private static final List<String> STANDARD =
      List.of("/grpc/health/v1/health.proto", "/grpc/reflection/v1/reflection.proto");
  private static final long LONGEST_BUILD_MINUTES = 10;

  @TempDir private Path context;

  @Test
  void seesWhatTheProtocolSays() throws Exception {
    ServiceInMode service = ServiceInMode.up("prod");
    try (Watchman watchman = new Watchman()) {
      String image = buildClient(watchman);
      Watchman.Ended ended =
          watchman.run(
              image,
              "",
              List.of("python3", "/client/client.py"),
              HostConfig.newHostConfig().withNetworkMode("container:" + service.container()));

      assertThat(ended.output().lines())
          .containsExactly(
              "health: SERVING",
              "health watched: SERVING",
              "services of the protocol: True",
              "file of Generate: ['gantry/llm/v1/generation.proto']",
              "events: queued started finished between them ['token']",
              "text: True",
              "cancelled: CANCELLED",
              "refused: INVALID_ARGUMENT ['input']",
              "vectors: [384, 384] [1.0, 1.0]",
              "page of health: 200 SERVING");
      assertThat(ended.code()).isZero();
    } finally {
      service.down();
    }
  }

  /// The client's image; the engine remembers its steps.
  private String buildClient(Watchman watchman) throws IOException, InterruptedException {
    copy(CLIENT, context);
    copy(PROTOCOL, context.resolve("protobuf"));
    // not below grpc/, which is the name of Python's library
    Path standard = Files.createDirectories(context.resolve("protobuf/std"));
    for (String file : STANDARD) {
      try (InputStream proto = PythonClientIT.class.getResourceAsStream(file)) {
        Files.copy(requireNonNull(proto, file), standard.resolve(Path.of(file).getFileName()));
      }
    }
    return watchman
        .client()
        .buildImageCmd(context.toFile())
        .exec(new BuildImageResultCallback())
        .awaitImageId(LONGEST_BUILD_MINUTES, TimeUnit.MINUTES);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
