package dev.gantry.domain.compose;

/// One thing that happens while a mode is switched to or stopped.
public sealed interface SwitchEvent {
  /// A resource of the project changed its state.
  ///
  /// @param kind `container`, `network`, `volume` or `image`
  /// @param state the state in the compose tool's word, for example `Starting`, `Healthy`
  record Resource(String kind, String name, String state) implements SwitchEvent {}

  /// A line of the compose tool that has no structure.
  record Message(String text) implements SwitchEvent {}
}
