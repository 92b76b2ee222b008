package dev.gantry.llm.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Memory that this process could still take, by the files of Linux: what the system has available,
/// and what the limit of the container (cgroup v2) leaves. Cache that can be dropped counts.
///
/// @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">Control Group v2</a>
final class AvailableMemory {
  private static final long KIBI = 1024;

  private final Path proc;
  private final Path cgroup;

  AvailableMemory() {
    this(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
  }

  AvailableMemory(Path proc, Path cgroup) {
    this.proc = proc;
    this.cgroup = cgroup;
  }

  /// In bytes; empty where the system does not tell.
  OptionalLong bytes() {
    OptionalLong system = entry(proc.resolve("meminfo"), "MemAvailable:");
    if (system.isEmpty()) {
      return OptionalLong.empty();
    }
    long available = KIBI * system.getAsLong();
    OptionalLong limit = number(cgroup.resolve("memory.max"));
    OptionalLong current = number(cgroup.resolve("memory.current"));
    if (limit.isEmpty() || current.isEmpty()) {
      return OptionalLong.of(available);
    }
    long cache = entry(cgroup.resolve("memory.stat"), "inactive_file").orElse(0);
    return OptionalLong.of(
        Math.min(available, limit.getAsLong() - Math.max(0, current.getAsLong() - cache)));
  }

  /// The number that follows a name in a file of lines.
  private static OptionalLong entry(Path file, String name) {
    Pattern pattern = Pattern.compile("(?m)^" + Pattern.quote(name) + "\\s+(\\d{1,18})\\b");
    try {
      Matcher matcher = pattern.matcher(Files.readString(file));
      if (matcher.find()) {
        return OptionalLong.of(Long.parseLong(matcher.group(1)));
      }
    } catch (IOException _) {
      // not told
    }
    return OptionalLong.empty();
  }

  /// The number that a file holds; empty for "max".
  private static OptionalLong number(Path file) {
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
    } catch (IOException | NumberFormatException _) {
      return OptionalLong.empty();
    }
  }
}
