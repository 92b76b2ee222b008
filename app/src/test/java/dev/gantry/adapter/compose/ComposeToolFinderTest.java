package dev.gantry.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeToolFinderTest {

  @TempDir private Path root;

  private final FakeProcessRunner processes = new FakeProcessRunner();
  private final Map<String, String> variables = new HashMap<>();
  private Optional<Path> privatePlugin = Optional.empty();

  @Test
  void takesThePluginOfTheDockerCli() throws Exception {
    works("docker compose");

    assertThat(find()).isEqualTo(new ComposeTool(List.of("docker", "compose"), true));
  }

  @Test
  void seesThatAnOlderOneTellsItsProgressInPlainLines() throws Exception {
    processes
        .answer("docker compose version", 0, "v2.26.1")
        .failure("docker compose --progress json", 1, "unsupported --progress value \"json\"");

    assertThat(find()).isEqualTo(new ComposeTool(List.of("docker", "compose"), false));
  }

  @Test
  void takesThePluginWithoutTheCli() throws Exception {
    Path plugin = plugin("usr/libexec/docker/cli-plugins");
    works(plugin.toString());

    assertThat(find().program()).containsExactly(plugin.toString());
  }

  @Test
  void looksInTheConfigurationDirectoryFirst() throws Exception {
    Path plugin = plugin("config/cli-plugins");
    works(plugin.toString());
    works(plugin("usr/libexec/docker/cli-plugins").toString());
    variables.put("DOCKER_CONFIG", root.resolve("config").toString());

    assertThat(find().program()).containsExactly(plugin.toString());
  }

  @Test
  void takesTheStandaloneProgram() throws Exception {
    works("docker-compose");

    assertThat(find().program()).containsExactly("docker-compose");
  }

  @Test
  void takesThePluginOfThePrivateEngineAtLast() throws Exception {
    Path plugin = root.resolve("engine/docker-compose");
    privatePlugin = Optional.of(plugin);
    works(plugin.toString());

    assertThat(find().program()).containsExactly(plugin.toString());
  }

  @Test
  void passesOverVersionsThatAreTooOld() throws Exception {
    processes
        .answer("docker compose version", 0, "2.19.1")
        .failure("docker compose --progress json", 1, "unsupported --progress value \"json\"");
    works("docker-compose");

    assertThat(find()).isEqualTo(new ComposeTool(List.of("docker-compose"), true));
  }

  @Test
  void saysWhatItTried() {
    processes
        .failure("docker compose", 125, "unknown flag: --short")
        .answer("docker-compose version", 0, "1.29.2")
        .failure("docker-compose --progress json", 1, "unknown option");

    assertThatThrownBy(this::find)
        .isInstanceOfSatisfying(
            GantryException.class,
            e ->
                assertThat(e.problem())
                    .isEqualTo(
                        new Problem.ComposeToolMissing(
                            List.of("docker compose", "docker-compose (1.29.2)"))));
  }

  private ComposeTool find() throws InterruptedException {
    return new ComposeToolFinder(
            processes,
            new ComposeEnvironment(variables, root.resolve("home"), root),
            () -> privatePlugin)
        .find();
  }

  private void works(String program) {
    processes.answer(program + " --progress json", 0);
  }

  private Path plugin(String directory) throws IOException {
    Path plugin = Files.createDirectories(root.resolve(directory)).resolve("docker-compose");
    Files.writeString(plugin, "");
    assertThat(plugin.toFile().setExecutable(true)).isTrue();
    return plugin;
  }
}
