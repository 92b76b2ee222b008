package dev.gantry.llm.serving;

import dev.gantry.llm.conversations.ConversationStore;

/// Where the conversations stand.
public sealed interface ConversationState {

  /// They can be used.
  record Ready(ConversationStore store) implements ConversationState {}

  /// They cannot be used until the server is started anew.
  ///
  /// @param problem what is wrong and what to do
  record Failed(String problem) implements ConversationState {}
}
