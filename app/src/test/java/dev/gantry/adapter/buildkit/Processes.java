package dev.gantry.adapter.buildkit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Programs that steps of a build run on this machine.
final class Processes {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  private Processes() {}

  /// The programs with this command line.
  static List<ProcessHandle> find(String commandLine) {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process
                    .info()
                    .commandLine()
                    .filter(line -> line.equals(commandLine) || line.endsWith("/" + commandLine))
                    .isPresent())
        .toList();
  }

  /// Waits until there is such a program.
  static ProcessHandle await(String commandLine) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<ProcessHandle> found = find(commandLine);
    while (found.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      found = find(commandLine);
    }
    if (found.isEmpty()) {
      throw new AssertionError("nothing runs: " + commandLine);
    }
    return found.getFirst();
  }
}
