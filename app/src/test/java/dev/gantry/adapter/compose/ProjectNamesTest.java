package dev.gantry.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.compose.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectNamesTest {

  @TempDir private Path parent;

  private final Map<String, String> variables = new HashMap<>();

  @Test
  void callsAProjectAfterItsDirectoryAndNotAfterTheFolderOfItsFiles() throws IOException {
    write("compose/compose.yml", "services: {}\n");

    assertThat(given()).contains("mydemo-2");
  }

  @Test
  void leavesAProjectWithItsFilesAtTheTopToTheComposeTool() throws IOException {
    write("compose.yml", "services: {}\n");

    assertThat(given()).isEmpty();
  }

  @Test
  void leavesANameInTheSharedFile() throws IOException {
    write("compose/compose.yml", "# demo\nname: other\nservices: {}\n");

    assertThat(given()).isEmpty();
  }

  @Test
  void leavesANameInTheOverlay() throws IOException {
    write("compose/compose.yml", "services: {}\n");
    write("compose/compose.dev.yml", "\"name\" : other\n");

    assertThat(given()).isEmpty();
  }

  @Test
  void doesNotMistakeTheNameOfSomethingElse() throws IOException {
    write("compose/compose.yml", "networks:\n  default:\n    name: other\n");

    assertThat(given()).contains("mydemo-2");
  }

  @Test
  void leavesANameInTheEnvironment() throws IOException {
    write("compose/compose.yml", "services: {}\n");
    variables.put("COMPOSE_PROJECT_NAME", "other");

    assertThat(given()).isEmpty();
  }

  @Test
  void leavesANameInTheDotEnvFile() throws IOException {
    write("compose/compose.yml", "services: {}\n");
    write("compose/.env", "A=b\nCOMPOSE_PROJECT_NAME=other\n");

    assertThat(given()).isEmpty();
  }

  private Optional<String> given() {
    Project project = ProjectFiles.in(parent.resolve("_My demo-2"));
    return new ProjectNames(new ComposeEnvironment(variables, parent, parent))
        .given(project, project.modes().getFirst());
  }

  private void write(String name, String content) throws IOException {
    Path file = parent.resolve("_My demo-2").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
