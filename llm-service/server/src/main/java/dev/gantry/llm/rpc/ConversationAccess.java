package dev.gantry.llm.rpc;

import dev.gantry.llm.conversations.ConversationStore;
import dev.gantry.llm.serving.ConversationState;
import java.util.function.Supplier;

/// The conversations, or the end of the call where they cannot be used.
public final class ConversationAccess {
  private final Supplier<ConversationState> state;

  public ConversationAccess(Supplier<ConversationState> state) {
    this.state = state;
  }

  ConversationStore store() {
    return switch (state.get()) {
      case ConversationState.Ready(ConversationStore store) -> store;
      case ConversationState.Failed(String problem) -> throw Failures.conversationsFailed(problem);
    };
  }
}
