package dev.gantry.adapter.privateengine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.adapter.process.FakeProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountsTest {

  @TempDir private Path directory;
  private Path table;

  @BeforeEach
  void writeTable() throws IOException {
    table =
        Files.write(
            directory.resolve("mountinfo"),
            List.of(
                "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw",
                "90 22 0:50 / /d/docker/overlay2/1/merged rw - overlay overlay rw",
                "91 90 0:51 / /d/docker/overlay2/1/merged/dev\\040shm rw - tmpfs shm rw",
                "92 22 0:52 / /data rw shared:5 - tmpfs tmpfs rw"));
  }

  @Test
  void findsMountsBelowADirectory() throws IOException {
    assertThat(new Mounts(new FakeProcessRunner(), table).below(Path.of("/d")))
        .isEqualTo(
            List.of(
                Path.of("/d/docker/overlay2/1/merged"),
                Path.of("/d/docker/overlay2/1/merged/dev shm")));
  }

  @Test
  void unmountsTheInnermostFirstAndLazilyWhatIsBusy() throws Exception {
    FakeProcessRunner runner =
        new FakeProcessRunner()
            .fail("umount /d/docker", "umount: target is busy.")
            .answer("umount --lazy")
            .answer("dev shm");

    new Mounts(runner, table).removeBelow(Path.of("/d"));

    assertThat(runner.started())
        .isEqualTo(
            List.of(
                "umount '/d/docker/overlay2/1/merged/dev shm'",
                "umount /d/docker/overlay2/1/merged",
                "umount --lazy /d/docker/overlay2/1/merged"));
  }
}
