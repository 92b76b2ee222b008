package dev.gantry.llm.serving;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What this process takes.
///
/// @param heapUsedBytes of Java, garbage included
/// @param heapMostBytes that Java may take
/// @param residentBytes of the whole process, native memory and mapped files included; 0 where the
///   system does not tell
/// @param collections of garbage since the start
/// @param collecting time that they took
public record ProcessMemory(
    long heapUsedBytes,
    long heapMostBytes,
    long residentBytes,
    long collections,
    Duration collecting) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final long KIBI = 1024;

  /// As it is now.
  public static ProcessMemory now() {
    Runtime runtime = Runtime.getRuntime();
    long collections = 0;
    long millis = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      // -1 where it does not count
      collections += Math.max(0, collector.getCollectionCount());
      millis += Math.max(0, collector.getCollectionTime());
    }
    return new ProcessMemory(
        runtime.totalMemory() - runtime.freeMemory(),
        runtime.maxMemory(),
        readResident(),
        collections,
        Duration.ofMillis(millis));
  }

  private static long readResident() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(RESIDENT)) {
          return KIBI * Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    } catch (IOException _) {
      // not Linux
    }
    return 0;
  }
}
