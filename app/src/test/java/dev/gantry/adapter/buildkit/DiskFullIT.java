package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.EngineAvailable;
import dev.gantry.Programs;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.adapter.privateengine.TestEngine;
import dev.gantry.adapter.privateengine.TestEngine.Release;
import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.CommandResult;
import dev.gantry.adapter.process.ProcessRunner;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// An engine whose disk is small: a file with a file system in it.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DiskFullIT {

  private static final long DISK_BYTES = 600L << 20;
  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir Path directory;

  private final ProcessRunner runner = Programs.runner();
  private final BuildKit buildKit =
      new BuildKit(() -> engine().address(), _ -> Optional.empty(), new EngineDialer());
  private Path root = Path.of("");
  private @Nullable TestEngine engine;

  @BeforeEach
  void start() throws Exception {
    root = Files.createTempDirectory("gantry");
    Path disk = root.resolve("disk");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(DISK_BYTES);
    }
    Path mount = Files.createDirectory(root.resolve("m"));
    assumeTrue(
        isDone("mkfs.ext4", "-q", disk.toString())
            && isDone("mount", "-o", "loop", disk.toString(), mount.toString()),
        "no file system can be made and mounted here");
    engine = TestEngine.start(Release.NEWEST, Files.createDirectory(mount.resolve("d")));
  }

  @AfterEach
  void stop() throws Exception {
    buildKit.close();
    if (engine != null) {
      engine.close();
    }
    isDone("umount", root.resolve("m").toString());
    for (String name : new String[] {"m", "disk", ""}) {
      Files.deleteIfExists(root.resolve(name));
    }
  }

  @Test
  void saysThatTheDiskIsFullWhoeverFillsIt() throws Exception {
    assertFull(
        new BuildDirectory(Files.createDirectory(directory.resolve("step")))
            .dockerfile("FROM debian:trixie-slim\nRUN head -c 700000000 /dev/zero > /large\n"));
    BuildDirectory context = new BuildDirectory(Files.createDirectory(directory.resolve("files")));
    try (RandomAccessFile file =
        new RandomAccessFile(context.path().resolve("large").toFile(), "rw")) {
      file.setLength(DISK_BYTES);
    }
    assertFull(context.dockerfile("FROM scratch\nCOPY large /\n"));
  }

  private void assertFull(BuildDirectory context) throws Exception {
    assertThat(RecordedBuild.run(buildKit.runner(), context.request()).problem())
        .isInstanceOfSatisfying(
            Problem.DiskFull.class,
            full -> assertThat(full.cause()).containsIgnoringCase("no space left on device"));
  }

  private boolean isDone(String program, String... arguments) throws Exception {
    try {
      CommandResult result = runner.run(Command.of(program, arguments), SOON);
      return result.isSuccess();
    } catch (IOException _) {
      return false;
    }
  }

  private TestEngine engine() {
    return Objects.requireNonNull(engine);
  }
}
