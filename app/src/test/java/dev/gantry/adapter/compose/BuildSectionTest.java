package dev.gantry.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.domain.build.Attestations;
import dev.gantry.domain.build.BuildAccess;
import dev.gantry.domain.build.BuildContext;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildDefinition.RefusedOption;
import dev.gantry.domain.build.CacheLocation;
import dev.gantry.domain.build.CachePolicy;
import dev.gantry.domain.build.Dockerfile;
import dev.gantry.domain.build.NamedContext;
import dev.gantry.domain.build.NoCache;
import dev.gantry.domain.build.SecretSource;
import dev.gantry.domain.build.SshSource;
import dev.gantry.domain.build.StepSettings;
import dev.gantry.domain.build.StepSettings.ExtraHost;
import dev.gantry.domain.build.StepSettings.Ulimit;
import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.problem.BuildOptionObstacle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildSectionTest {

  private static final Path DIRECTORY = Path.of("/projects/all");

  @Test
  void readsEveryKeyThatTheComposeToolWrites() throws Exception {
    assertThat(recorded("web"))
        .isEqualTo(
            BuildDefinition.of(DIRECTORY, DIRECTORY.resolve("sub/x.Dockerfile"))
                .context("base", new NamedContext.Service("base"))
                .context("dir", new NamedContext.Directory(DIRECTORY.resolve("base")))
                .context("git", new NamedContext.Remote("https://example.org/x.git"))
                .context("img", new NamedContext.Remote("docker-image://alpine"))
                .context("oci", new NamedContext.OciLayout(DIRECTORY.resolve("oci"), "latest"))
                .stage(Optional.of("t"))
                .args(Map.of("A", "1", "C", ""))
                .labels(Map.of("l", "1"))
                .tags(List.of("demo/web:1", "demo/web:2"))
                .platforms(List.of("linux/amd64"))
                .access(
                    new BuildAccess(
                        Map.of(
                            "fromenv", new SecretSource.FromEnvironment("HOME"),
                            "tok", new SecretSource.FromFile(DIRECTORY.resolve("tok"))),
                        Map.of("default", new SshSource.UsersAgent())))
                .cache(
                    new CachePolicy(
                        new NoCache.All(),
                        true,
                        List.of(
                            new CacheLocation("registry", Map.of("ref", "alpine:latest")),
                            new CacheLocation(
                                "local", Map.of("src", "/projects/all/path/to/cache")),
                            new CacheLocation("gha", Map.of())),
                        List.of(
                            new CacheLocation("registry", Map.of("ref", "user/app:cache")),
                            new CacheLocation(
                                "local", Map.of("dest", "/projects/all/path/to/cache")),
                            new CacheLocation("inline", Map.of()))))
                .steps(
                    new StepSettings(
                        Optional.of("host"),
                        List.of(
                            new ExtraHost("a", "1.2.3.4"),
                            new ExtraHost("a", "5.6.7.8"),
                            new ExtraHost("b", "::1")),
                        OptionalLong.of(64 << 20),
                        Map.of("nofile", new Ulimit(20, 40), "nproc", new Ulimit(65535, 65535)),
                        Set.of("network.host", "security.insecure"),
                        Optional.empty()))
                .attestations(new Attestations(Optional.of("mode=max"), Optional.of("true")))
                .refuse("secrets", "none", BuildOptionObstacle.SECRET_NOT_HERE)
                .build());
  }

  @Test
  void readsInstructionsInTheComposeFileWithTheirOwnDollarSigns() throws Exception {
    assertThat(recorded("inl"))
        .isEqualTo(
            BuildDefinition.of(
                    new BuildContext.Remote("https://example.org/web.git#main"),
                    new Dockerfile.Inline("FROM scratch\nRUN echo ${A}\n"))
                .args(Map.of("Y", "2"))
                .tags(List.of("demo-inl"))
                .attestations(new Attestations(Optional.of("false"), Optional.empty()))
                .build());
  }

  @Test
  void looksForTheDockerfileWhereTheContextIs() throws Exception {
    BuildDefinition remote = recorded("r");

    assertThat(remote.context())
        .isEqualTo(new BuildContext.Remote("https://example.org/web.git#main:dir"));
    assertThat(remote.dockerfile()).isEqualTo(new Dockerfile.InContext("a/b.Dockerfile"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      textBlock =
          """
          '{"newest": "x"}',                       newest,      x,                  UNKNOWN_OPTION
          '{"newest": {"a": 1}}',                  newest,      '{"a":1}',          UNKNOWN_OPTION
          '{"shm_size": "much"}',                  shm_size,    much,               INVALID_VALUE
          '{"extra_hosts": ["box"]}',              extra_hosts, box,                INVALID_VALUE
          '{"ulimits": {"nofile": {"soft": 1}}}',  ulimits,     'nofile={"soft":1}', INVALID_VALUE
          '{"cache_from": ["type=local"]}',        cache_from,  type=local,         INVALID_VALUE
          '{"cache_to": ["src=x"]}',               cache_to,    src=x,              INVALID_VALUE
          '{"secrets": [{"source": "gone"}]}',     secrets,     gone,               SECRET_NOT_HERE
          """)
  void refusesWhatItCannotObey(
      String section, String option, String value, BuildOptionObstacle obstacle) throws Exception {
    assertThat(read(section).refused())
        .isEqualTo(List.of(new RefusedOption(option, value, obstacle)));
  }

  @ParameterizedTest
  @CsvSource({"id,", "id: /keys/id, /keys/id", "id=keys/id, /projects/all/keys/id"})
  void readsAnSshKeyWithAndWithoutAPath(String written, @Nullable String path) throws Exception {
    assertThat(read("{\"ssh\": [\"" + written + "\"]}").access().ssh())
        .isEqualTo(
            Map.of(
                "id",
                path == null
                    ? new SshSource.UsersAgent()
                    : new SshSource.Files(List.of(Path.of(path)))));
  }

  @Test
  void doesNotMindExtensions() throws Exception {
    assertThat(read("{\"x-bake\": {\"a\": 1}}").refused()).isEmpty();
  }

  private static BuildDefinition read(String section) throws Exception {
    ObjectMapper json = new ObjectMapper();
    JsonNode secrets = json.createObjectNode();
    return new BuildSection(json.readTree(section), secrets, DIRECTORY).definition("image");
  }

  private static BuildDefinition recorded(String service) throws Exception {
    Mode mode = new Mode("default", Optional.empty());
    return new ComposeModel()
        .read(mode, Recorded.text("config-build-keys.json"), DIRECTORY).services().stream()
            .filter(it -> it.name().equals(service))
            .findFirst()
            .flatMap(it -> it.build())
            .orElseThrow();
  }
}
