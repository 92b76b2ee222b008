package dev.gantry.cli;

import java.util.Iterator;
import java.util.List;

/// What shells complete names with: commands that ask Gantry, since only the project knows them.
/// The scripts of picocli put the words between double quotes, where shells run such commands.
final class CompletionWords {

  private CompletionWords() {}

  /// Names of targets.
  static final class Targets implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(command("targets")).iterator();
    }
  }

  /// Names of modes.
  static final class Modes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(command("modes")).iterator();
    }
  }

  /// @param what `targets` or `modes`
  static String command(String what) {
    return "$(gantry completion --names " + what + " 2>/dev/null)";
  }
}
