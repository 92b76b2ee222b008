package dev.gantry.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectFilesTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compose.yml",
        "compose.yaml",
        "docker-compose.yml",
        "docker-compose.yaml",
        "compose/compose.yml",
        "compose/docker-compose.yml"
      })
  void findsTheSharedFileByItsName(String name) throws IOException {
    Path file = file(name);

    assertThat(ProjectFiles.in(directory))
        .isEqualTo(new Project(directory, file, List.of(new Mode("default", Optional.empty()))));
  }

  @Test
  void takesOverlaysAsModesInTheOrderOfTheirNames() throws IOException {
    Path shared = file("compose/compose.yml");
    Path prod = file("compose/compose.prod.yml");
    Path dev = file("compose/compose.dev.yaml");
    file("compose/compose.prod.yml.orig");
    file("compose/other.dev.yml");
    file("compose.slim.yml");

    assertThat(ProjectFiles.in(directory))
        .isEqualTo(
            new Project(
                directory,
                shared,
                List.of(new Mode("dev", Optional.of(dev)), new Mode("prod", Optional.of(prod)))));
  }

  @Test
  void takesTheOverrideFileAsTheDefaultMode() throws IOException {
    file("docker-compose.yml");
    Path override = file("docker-compose.override.yml");
    Path prod = file("docker-compose.prod.yml");

    assertThat(ProjectFiles.in(directory).modes())
        .isEqualTo(
            List.of(
                new Mode("default", Optional.of(override)), new Mode("prod", Optional.of(prod))));
  }

  @Test
  void prefersTheProjectsOwnDirectory() throws IOException {
    Path shared = file("compose.yml");
    file("compose/compose.yml");

    assertThat(ProjectFiles.in(directory).composeFile()).isEqualTo(shared);
  }

  @Test
  void saysThatThereIsNone() {
    assertThatThrownBy(() -> ProjectFiles.in(directory))
        .isInstanceOfSatisfying(
            GantryException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.ComposeFileMissing(directory)));
  }

  @Test
  void tellsTheModeFromTheFilesOfAContainer() throws IOException {
    file("compose.yml");
    file("compose.dev.yml");
    Project project = ProjectFiles.in(directory);

    assertThat(
            ProjectFiles.modeOf(
                project, List.of(Path.of("/a/compose.yml"), Path.of("/a/compose.dev.yml"))))
        .contains("dev");
    assertThat(ProjectFiles.modeOf(project, List.of(Path.of("/a/compose.yml")))).isEmpty();
    assertThat(ProjectFiles.modeOf(project, List.of())).isEmpty();
  }

  @Test
  void aFileThatIsNoModeMayBeLaidOverOne() throws IOException {
    file("compose.yml");
    file("compose.prod.yml");
    Project project = ProjectFiles.in(directory);

    assertThat(
            ProjectFiles.modeOf(
                project,
                List.of(
                    Path.of("/a/compose.yml"),
                    Path.of("/a/compose.prod.yml"),
                    Path.of("/a/tls.yml"))))
        .contains("prod");
    assertThat(
            ProjectFiles.modeOf(project, List.of(Path.of("/a/compose.yml"), Path.of("/a/tls.yml"))))
        .isEmpty();
  }

  private Path file(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "services: {}\n");
  }
}
