package dev.gantry.llm.conversations;

import java.io.IOException;

/// A conversation in the hands of one that changes it, until it is closed. A change that fails
/// leaves it as it was.
public final class TakenConversation implements AutoCloseable {
  private final ConversationStore store;
  private final Conversation conversation;

  TakenConversation(ConversationStore store, Conversation conversation) {
    this.store = store;
    this.conversation = conversation;
  }

  /// As it was when it was taken.
  public Conversation conversation() {
    return conversation;
  }

  /// Adds a turn.
  ///
  /// @param dropped oldest turns to drop
  public Conversation append(int dropped, Turn turn) throws IOException {
    return store.replace(conversation.with(dropped, turn, store.now()));
  }

  /// Forgets the turns.
  public Conversation reset() throws IOException {
    return store.replace(conversation.reset(store.now()));
  }

  public void delete() throws IOException {
    store.remove(conversation.id());
  }

  @Override
  public void close() {
    store.giveBack(conversation.id());
  }
}
