package dev.gantry.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.EngineAvailable;
import dev.gantry.Programs;
import dev.gantry.adapter.docker.DockerEngine;
import dev.gantry.adapter.docker.DockerImageSource;
import dev.gantry.adapter.docker.EngineEnvironment;
import dev.gantry.adapter.docker.EngineLocator;
import dev.gantry.adapter.docker.TestImages;
import dev.gantry.adapter.privateengine.EngineHome;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.SshSource;
import dev.gantry.domain.compose.ComposeRunner;
import dev.gantry.domain.compose.ComposeRunnerContract;
import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.compose.RunningMode;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
@ExtendWith(EngineAvailable.class)
class DockerComposeIT extends ComposeRunnerContract {

  private static final String NAME = "gantry-compose-it-" + ProcessHandle.current().pid();
  private static final Path HOME = Path.of(System.getenv().getOrDefault("HOME", "/"));
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir private Path root;

  private static DockerEngine engine;
  private static DockerCompose compose;

  @BeforeAll
  static void provideEngineAndImage() {
    TestImages.tag(NAME, "prod");
    engine =
        new DockerEngine(
            new EngineLocator(EngineEnvironment.of(System.getenv(), HOME), Optional::empty));
    compose =
        new DockerCompose(
            Programs.runner(),
            ComposeEnvironment.of(System.getenv(), HOME),
            engine,
            new DockerImageSource(engine),
            EngineHome.of(System.getenv(), HOME)::composePlugin,
            new ReadProjects(),
            HOME);
  }

  @BeforeEach
  void writeProject() throws IOException {
    write(
        "compose.yml",
        """
        name: %s
        services:
          web:
            init: true
            pull_policy: never
            stop_grace_period: 1s
            command: ["sleep", "600"]
            healthcheck: {test: ["CMD", "true"], interval: 500ms}
        """
            .formatted(NAME));
    mode("dev", "image: " + TestImages.BASE);
    mode("prod", "image: %s:prod\nbuild: {context: ..}".formatted(NAME));
    mode(
        "slow",
        "image: %s\nhealthcheck: {test: [\"CMD\", \"false\"], retries: 1000}"
            .formatted(TestImages.BASE));
  }

  @AfterEach
  void stopProject() throws InterruptedException {
    compose.down(compose.open(directory()), _ -> {});
  }

  @AfterAll
  static void removeImage() {
    TestImages.untag(NAME + ":prod");
    engine.close();
  }

  @Override
  protected ComposeRunner runner() {
    return compose;
  }

  @Override
  protected Path directory() {
    return root.resolve("demo");
  }

  /// Compose tools up to 5.5 cannot write such a project as JSON.
  @Test
  void rendersProjectsWithSshKeysOfBuilds() throws Exception {
    Mode keys =
        mode(
            "keys",
            "image: a$$b\nbuild: {context: .., ssh: [default=/keys/a, \"agent=./agent\"], shm_size: 64m}");

    BuildDefinition definition =
        compose.render(project(), keys).services().getFirst().build().orElseThrow();

    assertThat(definition.access().ssh())
        .isEqualTo(
            Map.of(
                "default", new SshSource.Files(List.of(Path.of("/keys/a"))),
                "agent", new SshSource.Files(List.of(root.resolve("demo/compose/agent")))));
    assertThat(definition.steps().sharedMemoryBytes()).hasValue(64L << 20);
  }

  @Test
  void keepsTheModeBeforeWhenAnImageIsMissing() throws Exception {
    up("dev");
    Mode missing = mode("missing", "image: gantry-no-such-image:none\nbuild: {context: ..}");

    assertFails(
        missing,
        DEADLINE,
        problem ->
            assertThat(problem).isEqualTo(new Problem.ImageMissing("gantry-no-such-image:none")));

    assertThat(running().mode()).isEqualTo("dev");
    assertThat(running().containers())
        .extracting(RunningMode.Container::state)
        .containsExactly("running");
  }

  @Test
  void saysWhichServiceIsUnhealthyAndWhatItWrote() throws Exception {
    Mode sick =
        mode(
            "sick",
            """
            image: %s
            command: ["sh", "-c", "echo starting; echo broken >&2; sleep 600"]
            healthcheck: {test: ["CMD", "false"], interval: 300ms, retries: 2}"""
                .formatted(TestImages.BASE));

    assertFails(
        sick,
        DEADLINE,
        problem ->
            assertThat(problem)
                .isInstanceOfSatisfying(
                    Problem.ServiceUnhealthy.class,
                    unhealthy -> {
                      assertThat(unhealthy.service()).isEqualTo("web");
                      assertThat(unhealthy.logTail())
                          .containsExactlyInAnyOrder("starting", "broken");
                    }));
    assertThat(running().mode()).isEqualTo("sick");
  }

  @Test
  void saysWhichServiceIsNotHealthyInTime() throws Exception {
    Duration deadline = Duration.ofSeconds(2);

    assertFails(
        project().mode("slow").orElseThrow(),
        deadline,
        problem ->
            assertThat(problem)
                .isEqualTo(new Problem.ServiceUnhealthy("web", deadline, List.of())));
  }

  @Test
  void saysThatAServiceExited() throws Exception {
    Mode exiting =
        mode(
            "exiting",
            "image: %s\ncommand: [\"sh\", \"-c\", \"echo out of luck; exit 3\"]"
                .formatted(TestImages.BASE));

    assertFails(
        exiting,
        DEADLINE,
        problem ->
            assertThat(problem)
                .isEqualTo(
                    new Problem.ServiceExited("web", Optional.of(3), List.of("out of luck"))));
  }

  @Test
  void saysWhichPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Mode clashing =
          mode(
              "clashing",
              "image: %s\nports: [\"127.0.0.1:%d:80\"]"
                  .formatted(TestImages.BASE, taken.getLocalPort()));

      assertFails(
          clashing,
          DEADLINE,
          problem ->
              assertThat(problem)
                  .isInstanceOfSatisfying(
                      Problem.PortTaken.class,
                      port -> {
                        assertThat(port.port()).isEqualTo(taken.getLocalPort());
                        assertThat(port.service()).isEqualTo("web");
                      }));
    }
  }

  @Test
  void saysWhichFileIsInvalid() throws Exception {
    Mode broken = mode("broken", "portz: []");
    Mode tabbed = mode("tabbed", "\timage: a");

    assertInvalid(broken, "portz");
    assertInvalid(tabbed, "yaml: line 3");
  }

  private void assertInvalid(Mode mode, String words) {
    assertThatThrownBy(() -> compose.render(project(), mode))
        .isInstanceOfSatisfying(
            GantryException.class,
            e ->
                assertThat(e.problem())
                    .isInstanceOfSatisfying(
                        Problem.ComposeInvalid.class,
                        invalid -> {
                          assertThat(invalid.file()).isEqualTo(mode.overlay().orElseThrow());
                          assertThat(invalid.cause()).contains(words);
                        }));
  }

  private void assertFails(Mode mode, Duration deadline, Consumer<Problem> expected) {
    assertThatThrownBy(() -> compose.up(project(), mode, deadline, _ -> {}))
        .isInstanceOfSatisfying(GantryException.class, e -> expected.accept(e.problem()));
  }

  private void up(String mode) throws InterruptedException {
    compose.up(project(), project().mode(mode).orElseThrow(), DEADLINE, _ -> {});
  }

  private RunningMode running() {
    return compose.running(project()).orElseThrow();
  }

  private Project project() {
    return compose.open(directory());
  }

  private Mode mode(String name, String service) throws IOException {
    return new Mode(
        name,
        Optional.of(write("compose." + name + ".yml", "services:\n  web:\n" + service.indent(4))));
  }

  private Path write(String name, String content) throws IOException {
    Path file = root.resolve("demo/compose").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }
}
