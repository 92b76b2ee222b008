package dev.gantry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Runs programs and measures them. What they print goes to a file, for when they fail.
///
/// @param log the file
record Programs(Path log) {

  private static final Duration GLANCE = Duration.ofMillis(20);
  private static final Duration GLIMPSE = Duration.ofMillis(1);

  /// The program of the buildx plugin: the user's, the system's, or the one of Gantry's engine. It
  /// is called without the Docker CLI in front, which would add to its time.
  static Path buildx() {
    return plugin("docker-buildx");
  }

  /// The program of a plugin of the Docker CLI.
  static Path plugin(String name) {
    return dev.gantry.Programs.find(name)
        .orElseThrow(() -> new IllegalStateException("there is no " + name + " to compare with"));
  }

  /// Runs a program to its end and returns the milliseconds that it took.
  double time(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process process = start(command, environment);
    check(command, process.waitFor());
    return (System.nanoTime() - begin) / 1e6;
  }

  /// Runs a program until another one runs, ends the first one, and returns the milliseconds after
  /// which the other one is gone.
  ///
  /// @param other the end of its command line
  /// @param ending tells the first one to end, or kills it
  double timeOfEnd(
      List<String> command, Map<String, String> environment, String other, Consumer<Process> ending)
      throws IOException, InterruptedException {
    Process process = start(command, environment);
    ProcessHandle awaited = await(process, other);
    long begin = System.nanoTime();
    ending.accept(process);
    // to wait for a process that is no child of this one, Java looks less often
    while (awaited.isAlive()) {
      Thread.sleep(GLIMPSE);
    }
    double millis = (System.nanoTime() - begin) / 1e6;
    process.waitFor();
    return millis;
  }

  private ProcessHandle await(Process process, String commandLine)
      throws IOException, InterruptedException {
    while (process.isAlive()) {
      Optional<ProcessHandle> found =
          ProcessHandle.allProcesses()
              .filter(
                  it ->
                      it.info()
                          .commandLine()
                          .filter(line -> line.endsWith(commandLine))
                          .isPresent())
              .filter(it -> !it.equals(process.toHandle()))
              .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      Thread.sleep(GLANCE);
    }
    throw new IllegalStateException(
        "%s was not run:%n%s".formatted(commandLine, Files.readString(log)));
  }

  /// Runs a program to its end and returns the most memory that it had at a time, in MiB, as the
  /// kernel counts it (`VmHWM`).
  double peakMebibytes(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Process process = start(command, environment);
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    double peak = 0;
    while (!process.waitFor(GLANCE)) {
      peak = Math.max(peak, peakMebibytes(status));
    }
    check(command, process.exitValue());
    return peak;
  }

  private static double peakMebibytes(Path status) {
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
          .findFirst()
          .orElse(0);
    } catch (IOException _) {
      return 0; // it has just ended
    }
  }

  /// Starts a program and lets it run.
  Process start(List<String> command, Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.redirectOutput(log.toFile()).start();
  }

  /// All that the last program has printed.
  String printed() throws IOException {
    return Files.readString(log);
  }

  private void check(List<String> command, int code) throws IOException {
    if (code != 0) {
      throw new IllegalStateException(
          "%s ended with %d:%n%s".formatted(command, code, Files.readString(log)));
    }
  }
}
