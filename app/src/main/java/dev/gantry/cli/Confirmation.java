package dev.gantry.cli;

import java.io.Console;
import java.util.Optional;

/// Asks the person in front of the terminal.
@FunctionalInterface
public interface Confirmation {

  /// The answer; nothing where nobody can be asked.
  Optional<Boolean> agree(String question);

  /// Asks on the terminal of this process. Only a plain yes counts as one.
  static Confirmation onTerminal() {
    return Confirmation::askOnTerminal;
  }

  // the null check is for NullAway, which does not know newer JDKs
  @SuppressWarnings("SystemConsoleNull")
  private static Optional<Boolean> askOnTerminal(String question) {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      return Optional.empty();
    }
    String answer = console.readLine("%s ", question);
    return Optional.of(answer != null && answer.strip().matches("(?i)y|yes"));
  }
}
