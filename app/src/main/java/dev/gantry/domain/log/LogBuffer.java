package dev.gantry.domain.log;

import java.util.ArrayList;
import java.util.List;

/// The last lines of a log: an immutable value that holds `capacity` lines at most and counts those
/// that it let go.
///
/// A reader that has seen the first `n` lines of the log gets the rest with [#since].
///
/// @param capacity how many lines it holds at most
/// @param dropped how many lines came before the first one held
/// @param lines the lines held, oldest first
public record LogBuffer(int capacity, long dropped, List<LogLine> lines) {
  public LogBuffer {
    if (capacity < 1 || dropped < 0 || lines.size() > capacity) {
      throw new IllegalArgumentException(
          "capacity %d, dropped %d, lines %d".formatted(capacity, dropped, lines.size()));
    }
    lines = List.copyOf(lines);
  }

  public static LogBuffer empty(int capacity) {
    return new LogBuffer(capacity, 0, List.of());
  }

  /// The buffer with more lines at its end. Costs one copy of the lines held, so it is meant to be
  /// called with what came since the last time, not for each line.
  public LogBuffer plus(List<LogLine> more) {
    if (more.isEmpty()) {
      return this;
    }
    int taken = Math.min(more.size(), capacity);
    int kept = Math.min(lines.size(), capacity - taken);
    List<LogLine> all = new ArrayList<>(kept + taken);
    all.addAll(lines.subList(lines.size() - kept, lines.size()));
    all.addAll(more.subList(more.size() - taken, more.size()));
    return new LogBuffer(capacity, written() + more.size() - all.size(), all);
  }

  /// How many lines the log has had so far.
  public long written() {
    return dropped + lines.size();
  }

  /// The lines held that came after the first `seen` ones of the log.
  public List<LogLine> since(long seen) {
    long from = Math.clamp(seen - dropped, 0L, (long) lines.size());
    return lines.subList((int) from, lines.size());
  }

  /// The last `count` lines, or all when there are fewer.
  public List<LogLine> tail(int count) {
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }
}
