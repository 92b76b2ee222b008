package dev.gantry.llm.embedding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Memory of this process, native memory included.
final class ResidentMemory {
  private static final String LINE = "VmRSS:";

  private ResidentMemory() {}

  /// After a collection, so that the heap counts alike each time.
  static long bytes() throws IOException {
    System.gc();
    String line =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(l -> l.startsWith(LINE))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
  }
}
