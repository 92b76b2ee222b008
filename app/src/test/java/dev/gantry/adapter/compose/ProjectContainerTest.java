package dev.gantry.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.compose.Service.PublishedPort;
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
    List<ProjectContainer> containers = ProjectContainer.read(Recorded.text("ps-2.40.txt"));

    assertThat(containers)
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
                    List.of(),
                    containers.getFirst().labels()),
                new ProjectContainer(
                    "d1410923e84b",
                    "demo-web-1",
                    "web",
                    "demo/web:prod",
                    "running",
                    "healthy",
                    "2026-11-22 21:39:49 +0000 UTC",
                    List.of(new PublishedPort("127.0.0.1", 58080, 80)),
                    containers.getLast().labels())));
    assertThat(containers).extracting(ProjectContainer::files).containsExactly(FILES, FILES);
  }

  @Test
  void tellsLabelsApartFromCommasInThem() throws Exception {
    assertThat(ProjectContainer.read(Recorded.text("ps-2.40.txt")).getLast().labels())
        .hasSize(13)
        .containsEntry("dev.gantry.grpc.port", "50052")
        .containsEntry("note", "a, b=c")
        .containsEntry("com.docker.compose.depends_on", "")
        .containsEntry(
            "com.docker.compose.project.config_files",
            "/projects/demo/compose/compose.yml,/projects/demo/compose/compose.prod.yml")
        .containsEntry("com.docker.compose.project.working_dir", "/projects/demo/compose");
  }

  @Test
  void leavesOutPortsThatAreNotPublished() throws Exception {
    assertThat(
            ProjectContainer.read(
                    """
                    {"Service":"a","Publishers":[
                      {"URL":"","TargetPort":9000,"PublishedPort":0,"Protocol":"tcp"},
                      {"URL":"::","TargetPort":9001,"PublishedPort":32768,"Protocol":"tcp"}]}
                    """)
                .getFirst()
                .ports())
        .containsExactly(new PublishedPort("::", 32768, 9001));
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
