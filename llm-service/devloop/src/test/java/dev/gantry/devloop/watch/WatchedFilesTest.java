package dev.gantry.devloop.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchedFilesTest {
  private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern REBUILD = Pattern.compile("action: rebuild\\s+path: \\.\\./(\\S+)");

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          llm-service/server/src/main/java/dev/gantry/llm/rpc/GenerationGrpc.java, SOURCE
          llm-service/devloop/src/main/java/dev/gantry/devloop/serve/HotCode.java, SOURCE
          llm-service/server/src/main/resources/dev/gantry/llm/rpc/words.txt, RESOURCE
          llm-service/devloop/src/main/java/dev/gantry/devloop/Main.java, IMAGE
          llm-service/api/src/main/protobuf/gantry/llm/v1/server.proto, IMAGE
          llm-service/embedding/src/main/java/dev/gantry/llm/embedding/Pooling.java, IMAGE
          pom.xml, IMAGE
          llm-service/server/pom.xml, IMAGE
          .mvn/maven.config, IMAGE
          llm-service/natives/linux-x64.sha256, IMAGE
          dockerfiles/dev.Dockerfile, IMAGE
          compose/compose.dev.yml, CONTAINER
          """)
  void knowsHowFarAChangeReaches(String path, Reach reach) {
    assertThat(WatchedFiles.reach(path)).contains(reach);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          llm-service/server/src/test/java/dev/gantry/llm/MainTest.java
          llm-service/bench/src/main/java/dev/gantry/llm/bench/Report.java
          llm-service/server/src/main/java/dev/gantry/llm/rpc/.GenerationGrpc.java.swp
          llm-service/server/src/main/java/dev/gantry/llm/rpc/GenerationGrpc.java~
          llm-service/server/src/main/java/dev/gantry/llm/rpc/4913
          llm-service/server/src/main/java/dev/gantry/llm/rpc/.#GenerationGrpc.java
          dockerfiles/prod.Dockerfile
          compose/compose.prod.yml
          app/pom.xml
          README.md
          """)
  void passesByWhatNothingDependsOn(String path) {
    assertThat(WatchedFiles.reach(path)).isEqualTo(Optional.empty());
  }

  @Test
  void findsWhatTheRepositoryReallyHas() throws Exception {
    TreeScanner scanner = new TreeScanner(REPOSITORY, InstantSource.system());

    Snapshot snapshot = scanner.scan(Snapshot.EMPTY).snapshot();

    assertThat(snapshot.paths(Reach.SOURCE))
        .contains("llm-service/server/src/main/java/dev/gantry/llm/rpc/GenerationGrpc.java")
        .allMatch(path -> Files.exists(REPOSITORY.resolve(path)));
    assertThat(snapshot.paths(Reach.IMAGE))
        .contains(
            "pom.xml",
            "dockerfiles/dev.Dockerfile",
            "llm-service/api/src/main/protobuf/gantry/llm/v1/server.proto")
        .noneMatch(path -> path.contains("/target/"));
    assertThat(snapshot.paths(Reach.CONTAINER))
        .containsExactly("compose/compose.dev.yml", "compose/compose.yml");
  }

  @Test
  void isRebuiltByComposeWatchWhateverIsBuiltIntoTheImage() throws Exception {
    TreeScanner scanner = new TreeScanner(REPOSITORY, InstantSource.system());
    List<String> rules =
        REBUILD
            .matcher(Files.readString(REPOSITORY.resolve("compose/compose.dev.yml")))
            .results()
            .map(rule -> rule.group(1))
            .toList();

    assertThat(scanner.scan(Snapshot.EMPTY).snapshot().paths(Reach.IMAGE))
        .allMatch(
            path ->
                rules.stream().anyMatch(rule -> path.equals(rule) || path.startsWith(rule + "/")));
    assertThat(rules).allMatch(rule -> Files.exists(REPOSITORY.resolve(rule)));
  }
}
