package dev.gantry.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class ReadProjectsTest {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  @TempDir private Path root;
  private final ReadProjects remembered = new ReadProjects();
  private final Map<String, String> environment = new HashMap<>();
  private final FakeProcessRunner processes = new FakeProcessRunner();
  private Path tool;
  private Path file;
  private Path elsewhere;

  @BeforeEach
  void writeProject() throws IOException {
    elsewhere = Files.createDirectory(root.resolve("elsewhere"));
    Path project = Files.createDirectory(root.resolve("project"));
    file = Files.writeString(project.resolve("compose.yaml"), "services: {web: {image: web}}\n");
    Path plugins = Files.createDirectories(root.resolve("home/.docker/cli-plugins"));
    tool = Files.writeString(plugins.resolve("docker-compose"), "#!/bin/sh\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    processes.answer(tool.toString(), 0, "{}");
  }

  @Test
  void asksTheToolOnceAboutAProjectThatStays() throws Exception {
    ComposeResult first = read();
    ComposeResult second = read();

    assertThat(second).isEqualTo(first);
    assertThat(processes.calls()).hasSize(1);
  }

  @Test
  void asksAgainWhenTheFileHasChangedEvenIfItLooksTheSame() throws Exception {
    var time = Files.getLastModifiedTime(file);
    read();
    Files.writeString(file, "services: {web: {image: bew}}\n");
    Files.setLastModifiedTime(file, time);
    read();

    assertThat(processes.calls()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"project/.env", "elsewhere/.env"})
  void asksAgainWhenAFileWithVariablesComesOrChanges(String name) throws Exception {
    read();
    Files.writeString(root.resolve(name), "A=1\n");
    read();
    Files.writeString(root.resolve(name), "A=2\n");
    read();

    assertThat(processes.calls()).hasSize(3);
  }

  @Test
  void asksAgainWhenTheEnvironmentIsAnother() throws Exception {
    read();
    environment.put("TAG", "2");
    read();

    assertThat(processes.calls()).hasSize(2);
  }

  @Test
  void asksAgainWhenTheToolIsAnother() throws Exception {
    read();
    Files.writeString(tool, "# newer\n", StandardOpenOption.APPEND);
    read();

    assertThat(processes.calls()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "include: [other.yaml]",
        "services: {web: {extends: {file: other.yaml, service: web}}}",
        "services: {web: {image: web, env_file: web.env}}",
        "services: {web: {image: web, label_file: web.labels}}",
        "\"\\x69nclude\": [other.yaml]",
        "\"in\\\n  clude\": [other.yaml]"
      })
  void alwaysAsksWhereTheFileMayNameFurtherOnes(String text) throws Exception {
    Files.writeString(file, text);
    read();
    read();

    assertThat(processes.calls()).hasSize(2);
  }

  @Test
  void alwaysAsksWhereVariablesOfTheToolMayNameFurtherFiles() throws Exception {
    environment.put("COMPOSE_ENV_FILES", "web.env");
    read();
    read();

    assertThat(processes.calls()).hasSize(2);
  }

  @Test
  void doesNotRememberFailures() throws Exception {
    processes.remove(tool.toString());
    processes.answer(tool + " version", 0, "2.40.3").failure(tool.toString(), 1, "wrong");
    read();
    int once = processes.calls().size();
    read();

    assertThat(processes.calls()).hasSize(2 * once);
  }

  @Test
  void asksTheToolFirstThatHasWorkedBefore() throws Exception {
    Files.delete(tool);
    processes.failure("docker compose", 1, "no such command").answer("docker-compose", 0, "{}");
    read();
    int before = processes.calls().size();
    read();

    assertThat(before).isEqualTo(2);
    assertThat(processes.calls().subList(before, processes.calls().size()))
        .extracting(call -> call.program())
        .containsExactly("docker-compose");
  }

  @Test
  void remembersTheYoungestOnly() throws Exception {
    read();
    for (int i = 0; i < 40; i++) {
      environment.put("NUMBER", Integer.toString(i));
      read();
    }
    environment.remove("NUMBER");
    read();

    assertThat(processes.calls()).hasSize(42);
  }

  /// As a command does that has just begun.
  private ComposeResult read() throws InterruptedException {
    ComposeEnvironment around = new ComposeEnvironment(environment, root.resolve("home"), root);
    ComposeCalls calls =
        new ComposeCalls(
            processes,
            new ComposeToolFinder(processes, around, Optional::empty),
            around,
            remembered,
            elsewhere);
    return calls.read(List.of("-f", file.toString(), "config"), DEADLINE);
  }
}
