package dev.gantry.adapter.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectLockTest {
  @TempDir private Path temporary;

  @Test
  void aSecondCopyIsToldWhoHasTheProject() throws IOException {
    Path project = Files.createDirectory(temporary.resolve("project"));
    Path link = Files.createSymbolicLink(temporary.resolve("link"), project);

    try (ProjectLock _ = take(project)) {
      assertThatThrownBy(() -> take(link))
          .isInstanceOfSatisfying(
              GantryException.class,
              e ->
                  assertThat(e.problem())
                      .isEqualTo(new Problem.AlreadyRunning(ProcessHandle.current().pid())));
    }
  }

  @Test
  void theProjectIsFreeAfterTheFirstCopyHasEnded() {
    take(temporary).close();

    take(temporary).close();
  }

  @Test
  void otherProjectsAreFree() {
    try (ProjectLock _ = take(temporary.resolve("one"));
        ProjectLock second = take(temporary.resolve("two"))) {
      assertThat(second).isNotNull();
    }
  }

  @Test
  void saysThatTheLockCannotBeWritten() throws IOException {
    Path file = Files.createFile(temporary.resolve("locks"));

    assertThatThrownBy(() -> ProjectLock.take(file, temporary))
        .isInstanceOfSatisfying(
            GantryException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.OwnFileUnusable.class));
  }

  private ProjectLock take(Path project) {
    return ProjectLock.take(temporary.resolve("locks"), project);
  }
}
