package dev.gantry.llm.conversations;

import dev.gantry.llm.model.ChatMessage;
import dev.gantry.llm.model.ChatMessage.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A conversation at one moment.
///
/// @param systemPrompt what the system says first; empty for nothing
/// @param contextTokens most tokens of all of it; 0 for those of the model
/// @param timeToLive how long it is kept after its last use
/// @param droppedTurns turns that it had since its beginning and has no more
public record Conversation(
    String id,
    String systemPrompt,
    int contextTokens,
    Duration timeToLive,
    Instant created,
    Instant used,
    int droppedTurns,
    List<Turn> turns) {

  public Conversation {
    turns = List.copyOf(turns);
  }

  /// What it is after another turn.
  ///
  /// @param dropped oldest turns to drop
  Conversation with(int dropped, Turn turn, Instant now) {
    List<Turn> after = new ArrayList<>(turns.subList(dropped, turns.size()));
    after.add(turn);
    return new Conversation(
        id, systemPrompt, contextTokens, timeToLive, created, now, droppedTurns + dropped, after);
  }

  /// What it is without its turns.
  Conversation reset(Instant now) {
    return new Conversation(
        id, systemPrompt, contextTokens, timeToLive, created, now, 0, List.of());
  }

  boolean isExpired(Instant now) {
    return !used.plus(timeToLive).isAfter(now);
  }

  /// The messages of the turns, oldest first.
  public List<ChatMessage> messages() {
    return messages(0);
  }

  private List<ChatMessage> messages(int dropped) {
    List<ChatMessage> messages = new ArrayList<>();
    for (Turn turn : turns.subList(dropped, turns.size())) {
      messages.add(new ChatMessage(Role.USER, turn.question()));
      messages.add(new ChatMessage(Role.ASSISTANT, turn.answer()));
    }
    return messages;
  }

  /// The chat that a question goes on with.
  ///
  /// @param dropped oldest turns to leave out
  public List<ChatMessage> chat(int dropped, String question) {
    List<ChatMessage> messages = messages(dropped);
    if (!systemPrompt.isEmpty()) {
      messages.addFirst(new ChatMessage(Role.SYSTEM, systemPrompt));
    }
    messages.add(new ChatMessage(Role.USER, question));
    return messages;
  }
}
