package dev.gantry.llm;

import java.lang.management.ManagementFactory;
import java.util.List;

/// Has processes that a test starts measured like the test itself.
final class CoverageAgent {
  private CoverageAgent() {}

  /// Flags for Java; none where nothing is measured.
  static List<String> flags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("-javaagent:"))
        .toList();
  }
}
