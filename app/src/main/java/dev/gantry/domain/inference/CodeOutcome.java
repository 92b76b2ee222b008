package dev.gantry.domain.inference;

import java.util.List;

/// What saved code came to.
public sealed interface CodeOutcome {
  /// It is being compiled.
  record Pending() implements CodeOutcome {}

  /// New calls go to the new code.
  record Swapped() implements CodeOutcome {}

  /// It compiles to what runs already.
  record Unchanged() implements CodeOutcome {}

  /// What ran before goes on.
  ///
  /// @param errors at least one
  record CompileFailed(List<CodeError> errors) implements CodeOutcome {
    public CompileFailed {
      errors = List.copyOf(errors);
    }
  }

  /// It compiles, but does not start; what ran before goes on.
  record LoadFailed(String reason) implements CodeOutcome {}

  /// The process restarts with the new code.
  record Restarting(String reason) implements CodeOutcome {}

  /// What was saved is built into the image; what ran before goes on.
  record RebuildNeeded(String reason) implements CodeOutcome {}

  /// An error of the compiler.
  ///
  /// @param file path in the repository
  /// @param line from 1 on; 0 where there is none
  record CodeError(String file, int line, String message) {
    /// For example `Words.java:7`.
    public String place() {
      String name = file.substring(file.lastIndexOf('/') + 1);
      return line == 0 ? name : name + ":" + line;
    }
  }
}
