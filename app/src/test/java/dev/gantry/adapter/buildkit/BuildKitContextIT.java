package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.EngineAvailable;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What of a directory arrives in an image, and what many builds leave behind.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@Timeout(400)
class BuildKitContextIT {

  private static final String IMAGE = "buildkit-context:latest";
  private static final int MANY = 200;

  @TempDir Path directory;

  private final BuildKit buildKit =
      new BuildKit(EngineAvailable::address, _ -> Optional.empty(), new EngineDialer());

  @AfterEach
  void close() throws Exception {
    buildKit.close();
    EngineHttp.removeImage(IMAGE);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void bringsFilesAsTheyAre() throws Exception {
    BuildDirectory context =
        context()
            .file("script", "run")
            .file("sub/fi\u00FCr", "u")
            .file("left/out", "no")
            .file("left/in", "yes")
            .file(".dockerignore", "left/*\n!left/in\nDockerfile\n.dockerignore\n")
            .dockerfile(
                """
                FROM debian:trixie-slim
                COPY . /x
                RUN cd /x && find . -mindepth 1 -printf '%P %M %s %l\\n' | LC_ALL=C sort
                """);
    Files.setPosixFilePermissions(
        directory.resolve("script"), PosixFilePermissions.fromString("rwxr-x---"));
    Files.createDirectory(directory.resolve("empty"));
    Files.createSymbolicLink(directory.resolve("link"), Path.of("sub/nowhere"));

    RecordedBuild build =
        RecordedBuild.run(buildKit.runner(), context.noCache().tags(IMAGE).request());

    assertThat(build.log("RUN cd /x").stream().map(BuildKitContextIT::withoutDirectorySize))
        .isEqualTo(
            List.of(
                "empty drwxr-xr-x",
                "left drwxr-xr-x",
                "left/in -rw-r--r-- 3",
                "link lrwxrwxrwx 11 sub/nowhere",
                "script -rwxr-x--- 3",
                "sub drwxr-xr-x",
                "sub/fi\u00FCr -rw-r--r-- 1"));
  }

  /// The expected lines are what the Docker CLI makes of the same files.
  @Test
  @EnabledOnOs(OS.LINUX)
  void bringsOddFilesAsTheDockerCliDoes() throws Exception {
    String longName = "n".repeat(255);
    BuildDirectory context =
        context()
            .file("a", "twice")
            .file("program", "x")
            .file("e\u0301", "decomposed")
            .file("\u00E9", "composed")
            .file(longName, "")
            .file(".dockerignore", "Dockerfile\n.dockerignore\n")
            .dockerfile(
                """
                FROM debian:trixie-slim
                COPY . /x
                RUN cd /x && find . -mindepth 1 -printf '%P %M %s %n\\n' | LC_ALL=C sort
                """);
    Files.createLink(directory.resolve("b"), directory.resolve("a"));
    Files.setAttribute(directory.resolve("program"), "unix:mode", 04755);
    Files.createDirectory(directory.resolve("shared"));
    Files.setAttribute(directory.resolve("shared"), "unix:mode", 03777);
    Process mkfifo = new ProcessBuilder("mkfifo", directory.resolve("pipe").toString()).start();
    assertThat(mkfifo.waitFor()).isZero();

    RecordedBuild build =
        RecordedBuild.run(buildKit.runner(), context.noCache().tags(IMAGE).request());

    assertThat(build.log("RUN cd /x").stream().map(line -> line.replace(" 4096 ", " - ")))
        .isEqualTo(
            List.of(
                "a -rw-r--r-- 5 2",
                "b -rw-r--r-- 5 2",
                "e\u0301 -rw-r--r-- 10 1",
                longName + " -rw-r--r-- 0 1",
                "pipe prw-r--r-- 0 1",
                "program -rwsr-xr-x 1 1",
                "shared drwxrwsrwt - 2",
                "\u00E9 -rw-r--r-- 8 1"));
  }

  @Test
  void sendsOnlyWhatHasChanged() throws Exception {
    BuildDirectory context =
        context().dockerfile("FROM scratch\nCOPY . /\n").file("large", "x".repeat(2_000_000));
    context.file("small", UUID.randomUUID().toString());
    RecordedBuild first = RecordedBuild.run(buildKit.runner(), context.tags(IMAGE).request());
    context.file("small", UUID.randomUUID().toString());

    RecordedBuild second = RecordedBuild.run(buildKit.runner(), context.request());

    assertThat(sentBytes(first)).isGreaterThan(2_000_000);
    assertThat(sentBytes(second)).isLessThan(10_000);
    // the engine reads the Dockerfile anew each time, besides what it takes of the context
    assertThat(first.progress().requestedFiles()).hasValue(1 + 3);
    assertThat(second.progress().requestedFiles()).hasValue(1 + 1);
    second.succeeded();
  }

  @Test
  void keepsWhatTheEngineHasOfTwoDirectoriesApart() throws Exception {
    BuildDirectory one = filled("one");
    BuildDirectory other = filled("other");
    RecordedBuild.run(buildKit.runner(), one.request()).succeeded();
    RecordedBuild.run(buildKit.runner(), other.request()).succeeded();
    one.file("small", UUID.randomUUID().toString());

    RecordedBuild again = RecordedBuild.run(buildKit.runner(), one.request());

    // the Dockerfile and what has changed
    assertThat(again.progress().requestedFiles()).hasValue(1 + 1);
    assertThat(sentBytes(again)).isLessThan(10_000);
  }

  private BuildDirectory filled(String name) {
    return new BuildDirectory(directory.resolve(name))
        .dockerfile("FROM scratch\nCOPY . /\n")
        .file("large", name.repeat(500_000))
        .file("small", UUID.randomUUID().toString())
        .tags(IMAGE);
  }

  /// What comes of a file that changes is open; that the build ends well is not.
  @Test
  void buildsWhileFilesComeAndGoAndChange() throws Exception {
    BuildDirectory context = context().dockerfile("FROM scratch\nCOPY . /\n");
    for (int i = 0; i < 500; i++) {
      context.file("steady/" + i, "x".repeat(i));
    }
    AtomicBoolean over = new AtomicBoolean();
    Thread other = Thread.ofVirtual().start(() -> change(directory.resolve("restless"), over));
    try {
      for (int i = 0; i < 10; i++) {
        RecordedBuild.run(buildKit.runner(), context.tags(IMAGE).request()).succeeded();
      }
    } finally {
      over.set(true);
      other.join();
    }
  }

  /// Lets directories, files and links take each other's place, until it is over.
  private static void change(Path root, AtomicBoolean over) {
    try {
      for (int round = 0; !over.get(); round++) {
        Path directory = Files.createDirectories(root.resolve("d" + round % 7));
        for (int i = 0; i < 20; i++) {
          Files.writeString(directory.resolve("f" + i), "x".repeat(round % 1000));
        }
        for (int i = 0; i < 20; i++) {
          Files.delete(directory.resolve("f" + i));
        }
        Files.delete(directory);
        Files.writeString(directory, "a file now");
        Files.delete(directory);
        Files.createSymbolicLink(directory, Path.of("nowhere"));
        Files.delete(directory);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void leavesNothingBehindAfterManyBuilds() throws Exception {
    BuildDirectory context =
        context().dockerfile("FROM scratch\nCOPY a /\n").file("a", "a").tags(IMAGE);
    for (int i = 0; i < 5; i++) {
      RecordedBuild.run(buildKit.runner(), context.request()).succeeded();
    }
    long filesBefore = openFiles();
    int threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();

    for (int i = 0; i < MANY; i++) {
      RecordedBuild.run(buildKit.runner(), context.request()).succeeded();
    }

    // one file and a few pooled threads may be there by chance; a leak would be two hundred
    assertThat(openFiles()).isLessThanOrEqualTo(filesBefore + 3);
    assertThat(ManagementFactory.getThreadMXBean().getThreadCount())
        .isLessThanOrEqualTo(threadsBefore + 8);
  }

  private BuildDirectory context() {
    return new BuildDirectory(directory);
  }

  private static String withoutDirectorySize(String line) {
    return line.contains(" d") ? line.replaceFirst(" \\d+ *$", "") : line.stripTrailing();
  }

  private static long sentBytes(RecordedBuild build) {
    return build.progress().steps().stream()
        .filter(step -> step.name().equals("[internal] load build context"))
        .map(Step::transfers)
        .flatMap(List::stream)
        .mapToLong(BuildEvent.Transfer::current)
        .max()
        .orElse(0);
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }
}
