package dev.gantry.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectContainerTest {

  private static final List<Path> FILES =
      List.of(
          Path.of("/projects/demo/compose/compose.yml"),
          Path.of("/projects/demo/compose/compose.prod.yml"));

  @Test
  void readsOneObjectALine() throws Exception {
    assertThat(ProjectContainer.read(Recorded.text("ps-2.40.txt")))
        .isEqualTo(
            List.of(
                new ProjectContainer(
                    "a322ba3d9c2f",
                    "demo-db-1",
                    "db",
                    "debian:trixie-slim",
                    "running",
                    "",
                    "2026-11-22 21:39:49 +0000 UTC",
                    FILES),
                new ProjectContainer(
                    "d1410923e84b",
                    "demo-web-1",
                    "web",
                    "demo/web:prod",
                    "running",
                    "healthy",
                    "2026-11-22 21:39:49 +0000 UTC",
                    FILES)));
  }

  @Test
  void findsTheFilesWhereverTheyStandAmongTheLabels() throws Exception {
    assertThat(ProjectContainer.read(Recorded.text("ps-2.26.txt")))
        .extracting(ProjectContainer::files)
        .containsExactly(FILES, FILES);
  }

  @Test
  void readsAnArray() throws Exception {
    assertThat(ProjectContainer.read("[{\"Service\":\"a\"},{\"Service\":\"b\"}]"))
        .extracting(ProjectContainer::service)
        .containsExactly("a", "b");
  }

  @Test
  void readsThatThereAreNone() throws Exception {
    assertThat(ProjectContainer.read("")).isEmpty();
    assertThat(ProjectContainer.read("[]")).isEmpty();
  }
}
