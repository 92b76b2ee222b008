package dev.gantry.llm.rpc;

import dev.gantry.llm.conversations.Conversation;
import dev.gantry.llm.conversations.ConversationException;
import dev.gantry.llm.conversations.ConversationStore;
import dev.gantry.llm.conversations.TakenConversation;
import dev.gantry.llm.conversations.Turn;
import dev.gantry.llm.generation.BatchingEngine;
import dev.gantry.llm.generation.GenerationException;
import dev.gantry.llm.generation.GenerationRequest;
import dev.gantry.llm.generation.GenerationRequest.Input;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.Role;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A turn that is being generated. It becomes part of its conversation at the end, or the
/// conversation stays as it was; nobody else can change that in the meantime.
final class PendingTurn {
  /// A prompt leaves this part of the context for the answer, if that is to have as much.
  private static final int ANSWER_PART = 4;

  private final TakenConversation taken;
  private final String question;
  private final StringBuilder answer = new StringBuilder();
  private final AtomicBoolean ended = new AtomicBoolean();
  private int dropped;

  private PendingTurn(TakenConversation taken, String question) {
    this.taken = taken;
    this.question = question;
  }

  /// Takes the conversation of a request.
  static PendingTurn begin(ConversationStore store, GenerateRequest request)
      throws InvalidRequestException, ConversationException {
    Violations violations = new Violations();
    violations.require(
        request.getChat().getMessagesCount() == 1
            && request.getChat().getMessages(0).getRole() == Role.ROLE_USER,
        "chat",
        "with a conversation_id, the input must be a chat of one message of the user");
    violations.throwIfAny();
    return new PendingTurn(
        store.take(request.getConversationId()), request.getChat().getMessages(0).getContent());
  }

  /// The request with the conversation before its message, as much of it as fits.
  ///
  /// @param around what comes around the chat
  GenerationRequest fit(
      BatchingEngine engine, GenerationRequest request, UnaryOperator<Input> around)
      throws GenerationException {
    Conversation conversation = taken.conversation();
    int context =
        conversation.contextTokens() == 0
            ? engine.contextTokens()
            : Math.min(conversation.contextTokens(), engine.contextTokens());
    int mostPrompt = context - Math.min(request.maxTokens(), context / ANSWER_PART);
    int most = conversation.turns().size();
    while (dropped < most) {
      int middle = (dropped + most) >>> 1;
      if (engine.countTokens(around.apply(input(middle))) <= mostPrompt) {
        most = middle;
      } else {
        dropped = middle + 1;
      }
    }
    return request.withInput(around.apply(input(dropped))).within(conversation.id(), context);
  }

  private Input input(int without) {
    return new Input.Chat(taken.conversation().chat(without, question));
  }

  int droppedTurns() {
    return dropped;
  }

  void add(String text) {
    answer.append(text);
  }

  /// Makes the turn part of the conversation. The disk is waited for by a thread of its own.
  ///
  /// @param kept called when it is
  /// @param lost called where the disk failed
  void keep(Runnable kept, Consumer<IOException> lost) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    Thread.ofVirtual()
        .name("conversation")
        .start(
            () -> {
              try (taken) {
                taken.append(dropped, new Turn(question, answer.toString()));
              } catch (IOException e) {
                lost.accept(e);
                return;
              }
              kept.run();
            });
  }

  /// Leaves the conversation as it was; does nothing after [#keep].
  void leave() {
    if (ended.compareAndSet(false, true)) {
      taken.close();
    }
  }
}
