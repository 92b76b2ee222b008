package dev.gantry.llm.rpc;

import com.google.protobuf.Timestamp;
import dev.gantry.llm.conversations.Conversation;
import dev.gantry.llm.conversations.ConversationLimits;
import dev.gantry.llm.conversations.ConversationStore;
import dev.gantry.llm.conversations.TakenConversation;
import dev.gantry.llm.model.ChatMessage;
import dev.gantry.llm.v1.ConversationServiceGrpc;
import dev.gantry.llm.v1.CreateConversationRequest;
import dev.gantry.llm.v1.CreateConversationResponse;
import dev.gantry.llm.v1.DeleteConversationRequest;
import dev.gantry.llm.v1.DeleteConversationResponse;
import dev.gantry.llm.v1.GetConversationRequest;
import dev.gantry.llm.v1.GetConversationResponse;
import dev.gantry.llm.v1.ListConversationsRequest;
import dev.gantry.llm.v1.ListConversationsResponse;
import dev.gantry.llm.v1.ResetConversationRequest;
import dev.gantry.llm.v1.ResetConversationResponse;
import dev.gantry.llm.v1.Role;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;

/// The ConversationService. A call holds its thread while the disk works.
public final class ConversationGrpc extends ConversationServiceGrpc.ConversationServiceImplBase {
  private static final int LONGEST_SYSTEM_PROMPT_BYTES = 64 << 10;
  private static final int FEWEST_CONTEXT_TOKENS = 16;
  private static final Duration SHORTEST_TIME_TO_LIVE = Duration.ofSeconds(1);

  private final ConversationAccess conversations;

  public ConversationGrpc(ConversationAccess conversations) {
    this.conversations = conversations;
  }

  @Override
  public void createConversation(
      CreateConversationRequest request, StreamObserver<CreateConversationResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          ConversationStore store = conversations.store();
          Duration timeToLive = check(request, store.limits());
          int contextTokens = request.hasContextTokens() ? request.getContextTokens() : 0;
          return CreateConversationResponse.newBuilder()
              .setConversation(
                  message(store.create(request.getSystemPrompt(), contextTokens, timeToLive)))
              .build();
        });
  }

  /// Returns the time to live.
  private static Duration check(CreateConversationRequest request, ConversationLimits limits)
      throws InvalidRequestException {
    Violations violations = new Violations();
    violations.requireWithin(
        "system_prompt",
        "bytes",
        request.getSystemPromptBytes().size(),
        0,
        LONGEST_SYSTEM_PROMPT_BYTES);
    int contextTokens = request.getContextTokens();
    violations.require(
        !request.hasContextTokens() || contextTokens >= FEWEST_CONTEXT_TOKENS,
        "context_tokens",
        "context_tokens is %s; from %d to %d are possible"
            .formatted(
                Integer.toUnsignedString(contextTokens), FEWEST_CONTEXT_TOKENS, Integer.MAX_VALUE));
    Duration timeToLive = limits.timeToLive();
    if (request.hasTimeToLive()) {
      timeToLive =
          Duration.ofSeconds(
              request.getTimeToLive().getSeconds(), request.getTimeToLive().getNanos());
      violations.require(
          timeToLive.compareTo(SHORTEST_TIME_TO_LIVE) >= 0
              && timeToLive.compareTo(limits.timeToLive()) <= 0,
          "time_to_live",
          "time_to_live is %d s; from 1 to %d s are possible"
              .formatted(timeToLive.toSeconds(), limits.timeToLive().toSeconds()));
    }
    violations.throwIfAny();
    return timeToLive;
  }

  @Override
  public void getConversation(
      GetConversationRequest request, StreamObserver<GetConversationResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          Conversation conversation = conversations.store().get(request.getId());
          GetConversationResponse.Builder response =
              GetConversationResponse.newBuilder().setConversation(message(conversation));
          for (ChatMessage message : conversation.messages()) {
            response.addMessages(
                dev.gantry.llm.v1.ChatMessage.newBuilder()
                    .setRole(role(message.role()))
                    .setContent(message.content()));
          }
          return response.build();
        });
  }

  private static Role role(ChatMessage.Role role) {
    return switch (role) {
      case SYSTEM -> Role.ROLE_SYSTEM;
      case USER -> Role.ROLE_USER;
      case ASSISTANT -> Role.ROLE_ASSISTANT;
    };
  }

  @Override
  public void listConversations(
      ListConversationsRequest request, StreamObserver<ListConversationsResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          ListConversationsResponse.Builder response = ListConversationsResponse.newBuilder();
          conversations
              .store()
              .list()
              .forEach(conversation -> response.addConversations(message(conversation)));
          return response.build();
        });
  }

  @Override
  public void resetConversation(
      ResetConversationRequest request, StreamObserver<ResetConversationResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          try (TakenConversation taken = conversations.store().take(request.getId())) {
            return ResetConversationResponse.newBuilder()
                .setConversation(message(taken.reset()))
                .build();
          }
        });
  }

  @Override
  public void deleteConversation(
      DeleteConversationRequest request, StreamObserver<DeleteConversationResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          try (TakenConversation taken = conversations.store().take(request.getId())) {
            taken.delete();
            return DeleteConversationResponse.getDefaultInstance();
          }
        });
  }

  private static dev.gantry.llm.v1.Conversation message(Conversation conversation) {
    return dev.gantry.llm.v1.Conversation.newBuilder()
        .setId(conversation.id())
        .setSystemPrompt(conversation.systemPrompt())
        .setContextTokens(conversation.contextTokens())
        .setTimeToLive(EventWriter.duration(conversation.timeToLive()))
        .setCreateTime(timestamp(conversation.created()))
        .setUseTime(timestamp(conversation.used()))
        .setTurns(conversation.turns().size())
        .setDroppedTurns(conversation.droppedTurns())
        .build();
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
