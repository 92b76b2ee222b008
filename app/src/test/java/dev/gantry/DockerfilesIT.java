package dev.gantry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.CommandResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `docker build --check`, whose rules are those of the engine's own builder.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
class DockerfilesIT {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  @ParameterizedTest
  @ValueSource(strings = {"baseline", "dev", "prod"})
  void passEveryCheckOfTheBuilder(String name) throws Exception {
    CommandResult result =
        Programs.runner()
            .run(
                Command.of(
                        Programs.find("docker-buildx").orElseThrow().toString(),
                        "build",
                        "--check",
                        "--progress=plain",
                        "--file",
                        "dockerfiles/%s.Dockerfile".formatted(name),
                        ".")
                    .in(REPOSITORY),
                Duration.ofMinutes(1));

    assertThat(result.isSuccess()).as(result.failureText()).isTrue();
    assertThat(Stream.of(result.output(), result.errors()).flatMap(List::stream))
        .contains("Check complete, no warnings found.");
  }
}
