package dev.gantry.devloop.serve;

import dev.gantry.devloop.compile.CompileError;
import java.util.List;

/// What a cycle came to.
sealed interface Outcome {

  /// It goes on.
  record Pending() implements Outcome {}

  /// New calls go to the new code.
  record Swapped() implements Outcome {}

  /// What was saved compiles to what runs already.
  record Unchanged() implements Outcome {}

  /// It does not compile.
  record CompileFailed(List<CompileError> errors) implements Outcome {}

  /// It compiles, but does not start.
  record LoadFailed(String reason) implements Outcome {}

  /// The process restarts with the new code.
  record Restart(String reason) implements Outcome {}

  /// What was saved is built into the image, or belongs to the container.
  record RebuildNeeded(String reason) implements Outcome {}
}
