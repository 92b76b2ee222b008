package dev.gantry.llm.serving;

import dev.gantry.llm.collections.CollectionStore;

/// Where the collections stand.
public sealed interface CollectionState {

  /// No data directory is configured.
  record Disabled() implements CollectionState {}

  /// They can be used.
  record Ready(CollectionStore store) implements CollectionState {}

  /// They cannot be used until the server is started anew.
  ///
  /// @param problem what is wrong and what to do
  record Failed(String problem) implements CollectionState {}
}
