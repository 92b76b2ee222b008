package dev.gantry.adapter.compose;

import dev.gantry.domain.compose.SwitchEvent;

/// A line that the compose tool writes while it works.
sealed interface ProgressLine {

  /// Something happened.
  record Progress(SwitchEvent event) implements ProgressLine {}

  /// Why the tool gives up.
  record Failure(String message) implements ProgressLine {}

  /// Nothing that anybody needs, for example the transfer of a single layer.
  record Detail() implements ProgressLine {}
}
