package dev.gantry.llm.rpc;

import static dev.gantry.llm.Replies.reason;
import static dev.gantry.llm.Replies.text;
import static dev.gantry.llm.rpc.RunningService.NO_COLLECTIONS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Duration;
import dev.gantry.llm.Patience;
import dev.gantry.llm.conversations.ConversationLimits;
import dev.gantry.llm.conversations.ConversationStore;
import dev.gantry.llm.generation.EngineSettings;
import dev.gantry.llm.model.DecodingException;
import dev.gantry.llm.model.FakeLanguageModel;
import dev.gantry.llm.v1.ChatInput;
import dev.gantry.llm.v1.ChatMessage;
import dev.gantry.llm.v1.Conversation;
import dev.gantry.llm.v1.CreateConversationRequest;
import dev.gantry.llm.v1.DeleteConversationRequest;
import dev.gantry.llm.v1.FinishReason;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.GetConversationRequest;
import dev.gantry.llm.v1.ListConversationsRequest;
import dev.gantry.llm.v1.ResetConversationRequest;
import dev.gantry.llm.v1.Role;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Conversations over a socket, with a model that answers with how many messages it sees, such as
/// "<3>"; a token is a byte.
class ConversationGrpcTest {
  private static final int CONTEXT = 400;

  private final FakeLanguageModel model = new FakeLanguageModel(ConversationGrpcTest::answer);
  private RunningService service;

  @TempDir private Path directory;

  private static String answer(String prompt) {
    long messages = prompt.chars().filter(c -> c == ':').count();
    return "<" + messages + ">";
  }

  @BeforeEach
  void start() throws Exception {
    service =
        new RunningService(
            model,
            CONTEXT,
            new EngineSettings(2, 2, 512, java.time.Duration.ofSeconds(30)),
            NO_COLLECTIONS,
            ConversationStore.open(
                directory,
                new ConversationLimits(3, java.time.Duration.ofHours(1)),
                InstantSource.system(),
                problem -> {
                  throw new AssertionError(problem);
                }));
  }

  @AfterEach
  void stop() throws Exception {
    service.stop();
  }

  private String create(String systemPrompt, int contextTokens) throws StatusException {
    CreateConversationRequest.Builder request =
        CreateConversationRequest.newBuilder().setSystemPrompt(systemPrompt);
    if (contextTokens > 0) {
      request.setContextTokens(contextTokens);
    }
    return service.conversations().createConversation(request.build()).getConversation().getId();
  }

  private static GenerateRequest.Builder question(String id, String question) {
    return GenerateRequest.newBuilder()
        .setConversationId(id)
        .setChat(ChatInput.newBuilder().addMessages(message(Role.ROLE_USER, question)));
  }

  private static ChatMessage message(Role role, String content) {
    return ChatMessage.newBuilder().setRole(role).setContent(content).build();
  }

  private List<ChatMessage> messages(String id) throws StatusException {
    return service
        .conversations()
        .getConversation(GetConversationRequest.newBuilder().setId(id).build())
        .getMessagesList();
  }

  private Conversation conversation(String id) throws StatusException {
    return service
        .conversations()
        .getConversation(GetConversationRequest.newBuilder().setId(id).build())
        .getConversation();
  }

  private static StatusException failure(ThrowingCallable call) {
    return requireNonNull(catchThrowableOfType(StatusException.class, call));
  }

  private static int droppedTurns(List<GenerateResponse> responses) {
    return responses.stream()
        .filter(GenerateResponse::hasStarted)
        .mapToInt(response -> response.getStarted().getDroppedTurns())
        .sum();
  }

  @Test
  void goesOnWhereItWas() throws Exception {
    String id = create("Be brief.", 0);

    assertThat(text(service.generate(question(id, "a").build()))).isEqualTo("<2>");
    assertThat(text(service.generate(question(id, "b").build()))).isEqualTo("<4>");
    assertThat(messages(id))
        .containsExactly(
            message(Role.ROLE_USER, "a"),
            message(Role.ROLE_ASSISTANT, "<2>"),
            message(Role.ROLE_USER, "b"),
            message(Role.ROLE_ASSISTANT, "<4>"));
    Conversation conversation = conversation(id);
    assertThat(conversation)
        .isEqualTo(
            Conversation.newBuilder()
                .setId(id)
                .setSystemPrompt("Be brief.")
                .setTimeToLive(Duration.newBuilder().setSeconds(3600))
                .setCreateTime(conversation.getCreateTime())
                .setUseTime(conversation.getUseTime())
                .setTurns(2)
                .build());
    assertThat(conversation.getUseTime()).isNotEqualTo(conversation.getCreateTime());
  }

  @Test
  void dropsTheOldestTurnsWhereTheyDoNotFit() throws Exception {
    // "system: S" and "user: q" and "assistant: <2>" have 9, 7 and 14 bytes
    String id = create("S", 80);
    List<Integer> dropped = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      List<GenerateResponse> responses = service.generate(question(id, "q").build());
      dropped.add(droppedTurns(responses));
      int tokens = responses.getLast().getFinished().getPromptTokens();
      // a quarter is left for the answer
      assertThat(tokens).isLessThanOrEqualTo(60);
    }

    assertThat(dropped).containsExactly(0, 0, 0, 1);
    assertThat(conversation(id).getTurns()).isEqualTo(3);
    assertThat(conversation(id).getDroppedTurns()).isEqualTo(1);
    assertThat(messages(id))
        .containsExactly(
            message(Role.ROLE_USER, "q"),
            message(Role.ROLE_ASSISTANT, "<4>"),
            message(Role.ROLE_USER, "q"),
            message(Role.ROLE_ASSISTANT, "<6>"),
            message(Role.ROLE_USER, "q"),
            message(Role.ROLE_ASSISTANT, "<6>"));
    // an answer that is short leaves room for more turns
    assertThat(droppedTurns(service.generate(question(id, "q").setMaxTokens(1).build()))).isZero();
  }

  @Test
  void endsAnAnswerWhereTheConversationIsFull() throws Exception {
    String id = create("", 16);
    List<GenerateResponse> responses = service.generate(question(id, "12345678").build());

    assertThat(responses.getLast().getFinished().getReason())
        .isEqualTo(FinishReason.FINISH_REASON_CONTEXT_FULL);
    assertThat(text(responses)).isEqualTo("<1");
    StatusException tooLong = failure(() -> service.generate(question(id, "1".repeat(10)).build()));
    assertThat(tooLong.getStatus().getDescription())
        .isEqualTo(
            "The prompt has at least 16 tokens; the context holds 16, answer included. Shorten the prompt.");
    assertThat(conversation(id).getTurns()).isEqualTo(1);
  }

  @Test
  void staysAsItWasWhereAGenerationIsCancelledOrFails() throws Exception {
    String id = create("", 0);
    service.generate(question(id, "a").build());
    List<ChatMessage> before = messages(id);
    Semaphore gate = new Semaphore(0);
    model.setGate(_ -> gate.acquireUninterruptibly());
    BlockingClientCall<?, GenerateResponse> call =
        service.blocking().generate(question(id, "b").build());
    assertThat(requireNonNull(call.read()).hasQueued()).isTrue();

    StatusException busy = failure(() -> service.generate(question(id, "c").build()));
    assertThat(busy.getStatus().getCode()).isEqualTo(Code.ABORTED);
    assertThat(reason(busy)).isEqualTo("CONVERSATION_BUSY");
    assertThat(failure(() -> reset(id)).getStatus().getCode()).isEqualTo(Code.ABORTED);
    call.cancel("enough", null);
    Patience.until(
        "the server has heard it",
        () -> service.log().stream().anyMatch(line -> line.contains("CANCELLED")));
    gate.release(1000);
    Patience.until("the slot is free", () -> service.engine().load().active() == 0);

    assertThat(messages(id)).isEqualTo(before).hasSize(2);
    Patience.until("the conversation is free", () -> isFree(id));
  }

  private Conversation reset(String id) throws StatusException {
    return service
        .conversations()
        .resetConversation(ResetConversationRequest.newBuilder().setId(id).build())
        .getConversation();
  }

  private boolean isFree(String id) {
    try {
      return reset(id).getTurns() == 0;
    } catch (StatusException _) {
      return false;
    }
  }

  @Test
  void staysAsItWasWhereTheModelFails() throws Exception {
    String id = create("", 0);
    model.setGate(
        abort -> {
          throw new DecodingException("no luck");
        });
    assertThat(failure(() -> service.generate(question(id, "a").build())).getStatus().getCode())
        .isEqualTo(Code.INTERNAL);
    model.setGate(abort -> {});

    assertThat(messages(id)).isEmpty();
    assertThat(text(service.generate(question(id, "a").build()))).isEqualTo("<1>");
  }

  @Test
  void saysThatTheDiskFailed() throws Exception {
    String id = create("", 0);
    Files.createDirectory(directory.resolve(id + ".unfinished"));

    StatusException failed = failure(() -> service.generate(question(id, "a").build()));

    assertThat(failed.getStatus().getCode()).isEqualTo(Code.INTERNAL);
    assertThat(failed.getStatus().getDescription()).startsWith("The disk failed");
    assertThat(messages(id)).isEmpty();
  }

  @Test
  void takesOneMessageOfTheUserOnly() throws Exception {
    String id = create("", 0);
    for (GenerateRequest wrong :
        List.of(
            GenerateRequest.newBuilder().setConversationId(id).setPrompt("x").build(),
            question(id, "a")
                .setChat(ChatInput.newBuilder().addMessages(message(Role.ROLE_SYSTEM, "x")))
                .build(),
            question(id, "a")
                .setChat(
                    ChatInput.newBuilder()
                        .addMessages(message(Role.ROLE_USER, "x"))
                        .addMessages(message(Role.ROLE_USER, "y")))
                .build())) {
      assertThat(failure(() -> service.generate(wrong)).getStatus().getDescription())
          .contains("with a conversation_id, the input must be a chat of one message of the user");
    }
  }

  @Test
  void listsAndDeletes() throws Exception {
    String a = create("", 0);
    String b = create("", 0);
    service.generate(question(a, "x").build());

    assertThat(
            service
                .conversations()
                .listConversations(ListConversationsRequest.getDefaultInstance())
                .getConversationsList())
        .extracting(Conversation::getId)
        .containsExactly(a, b);
    service
        .conversations()
        .deleteConversation(DeleteConversationRequest.newBuilder().setId(a).build());
    assertThat(failure(() -> messages(a)).getStatus().getCode()).isEqualTo(Code.NOT_FOUND);
    assertThat(failure(() -> service.generate(question(a, "x").build())).getStatus().getCode())
        .isEqualTo(Code.NOT_FOUND);
  }

  @Test
  void refusesMoreThanItKeeps() throws Exception {
    for (int i = 0; i < 3; i++) {
      create("", 0);
    }

    StatusException full = failure(() -> create("", 0));
    assertThat(full.getStatus().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    assertThat(reason(full)).isEqualTo("CONVERSATIONS_FULL");
  }

  @Test
  void namesAllThatIsWrong() {
    CreateConversationRequest wrong =
        CreateConversationRequest.newBuilder()
            .setSystemPrompt("x".repeat(65_537))
            .setContextTokens(15)
            .setTimeToLive(Duration.newBuilder().setSeconds(3601))
            .build();

    assertThat(
            failure(() -> service.conversations().createConversation(wrong))
                .getStatus()
                .getDescription())
        .isEqualTo(
            "The request is not valid: system_prompt has 65537 bytes; from 0 to 65536 are possible;"
                + " context_tokens is 15; from 16 to 2147483647 are possible;"
                + " time_to_live is 3601 s; from 1 to 3600 s are possible.");
  }
}
