package dev.gantry.cli;

import java.util.Iterator;
import java.util.List;

/// Stands for names that only the project knows: scripts ask Gantry for them when they are needed.
final class CompletionWords {
  private static final String MARK = "@";

  private CompletionWords() {}

  /// Names of targets.
  static final class Targets implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(MARK + "targets").iterator();
    }
  }

  /// Names of modes.
  static final class Modes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(MARK + "modes").iterator();
    }
  }

  static boolean isMark(String word) {
    return word.startsWith(MARK);
  }

  /// The arguments of Gantry that print the names which a mark stands for.
  static String arguments(String mark) {
    return "completion --names " + mark.substring(MARK.length()) + " 2>/dev/null";
  }
}
