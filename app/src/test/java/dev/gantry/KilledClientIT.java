package dev.gantry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A command that is killed in the middle of a build takes the build with it.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@EnabledOnOs(OS.LINUX)
@Timeout(180)
class KilledClientIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path directory;

  @Test
  void endsTheProgramOfTheStepWhenTheCommandIsKilled() throws Exception {
    String sleep = "sleep 300." + System.nanoTime();
    Files.writeString(
        directory.resolve("compose.yaml"),
        "name: killed\nservices:\n  web:\n    image: killed:latest\n    build: .\n");
    Files.writeString(
        directory.resolve("Dockerfile"), "FROM debian:trixie-slim\nRUN " + sleep + "\n");
    Process command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                "dev.gantry.Main",
                "build",
                "--project",
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    Optional<ProcessHandle> sleeper = await(command, sleep);
    assertThat(sleeper).as(Files.readString(directory.resolve("output"))).isPresent();

    command.destroyForcibly();

    sleeper.get().onExit().get(30, TimeUnit.SECONDS);
    assertThat(sleeper.get().isAlive()).isFalse();
  }

  /// The tests run from a class path that names one archive with all others in it.
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static Optional<ProcessHandle> await(Process command, String commandLine) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<ProcessHandle> found = find(commandLine);
    while (found.isEmpty() && command.isAlive() && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      found = find(commandLine);
    }
    return found.stream().findFirst();
  }

  private static List<ProcessHandle> find(String commandLine) {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process.info().commandLine().filter(line -> line.endsWith(commandLine)).isPresent())
        .toList();
  }
}
