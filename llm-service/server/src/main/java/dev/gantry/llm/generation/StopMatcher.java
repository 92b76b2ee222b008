package dev.gantry.llm.generation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds stop strings in text that comes in pieces. Holds back the end of the text as long as it
/// may be the beginning of a stop string.
final class StopMatcher {
  private final List<String> stops;
  private final StringBuilder held = new StringBuilder();

  StopMatcher(List<String> stops) {
    this.stops = stops;
  }

  /// Text that is final.
  ///
  /// @param stop the string that ends it, if any
  record Result(String text, @Nullable String stop) {}

  Result add(String piece) {
    if (stops.isEmpty()) {
      return new Result(piece, null);
    }
    held.append(piece);
    int first = held.length();
    String found = null;
    for (String stop : stops) {
      int at = held.indexOf(stop);
      if (at >= 0 && at < first) {
        first = at;
        found = stop;
      }
    }
    if (found == null) {
      return new Result(take(held.length() - undecided()), null);
    }
    String text = take(first);
    held.setLength(0);
    return new Result(text, found);
  }

  /// What is still held back: the text ends here without a stop string.
  String flush() {
    return take(held.length());
  }

  private String take(int length) {
    String text = held.substring(0, length);
    held.delete(0, length);
    return text;
  }

  /// Length of the longest end of the text that begins a stop string.
  private int undecided() {
    int longest = 0;
    for (String stop : stops) {
      for (int length = Math.min(stop.length() - 1, held.length()); length > longest; length--) {
        if (stop.startsWith(held.substring(held.length() - length))) {
          longest = length;
        }
      }
    }
    return longest;
  }
}
