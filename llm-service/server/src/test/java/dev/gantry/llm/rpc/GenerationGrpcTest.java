package dev.gantry.llm.rpc;

import static dev.gantry.llm.Replies.detail;
import static dev.gantry.llm.Replies.invalidFields;
import static dev.gantry.llm.Replies.reason;
import static dev.gantry.llm.Replies.rest;
import static dev.gantry.llm.Replies.text;
import static dev.gantry.llm.rpc.RunningService.prompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.google.rpc.RetryInfo;
import dev.gantry.llm.generation.EngineSettings;
import dev.gantry.llm.model.DecodingException;
import dev.gantry.llm.model.FakeLanguageModel;
import dev.gantry.llm.serving.ModelState;
import dev.gantry.llm.v1.ChatInput;
import dev.gantry.llm.v1.ChatMessage;
import dev.gantry.llm.v1.FinishReason;
import dev.gantry.llm.v1.Finished;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.Queued;
import dev.gantry.llm.v1.Role;
import dev.gantry.llm.v1.SamplingParameters;
import dev.gantry.llm.v1.Started;
import dev.gantry.llm.v1.Token;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests, answers and statuses, on a model that answers "ping" with "pong".
class GenerationGrpcTest {
  private static final int CONTEXT = 100;

  private final FakeLanguageModel model = new FakeLanguageModel(GenerationGrpcTest::answer);
  private RunningService service;

  private static String answer(String prompt) {
    return switch (prompt) {
      case "ping" -> "pong";
      case "system: be short.user: ping" -> "PONG";
      default -> "";
    };
  }

  @BeforeEach
  void start() throws Exception {
    service =
        new RunningService(model, CONTEXT, new EngineSettings(1, 1, 512, Duration.ofSeconds(30)));
  }

  @AfterEach
  void stop() throws Exception {
    service.stop();
    assertThat(model.openSamplers()).isZero();
  }

  @Test
  void streamsEveryEvent() throws Exception {
    List<GenerateResponse> responses = service.generate(prompt("ping"));

    Finished finished = responses.getLast().getFinished();
    assertThat(responses)
        .containsExactly(
            response().setQueued(Queued.getDefaultInstance()).build(),
            response().setStarted(Started.newBuilder().setPromptTokens(4).setSeed(4711)).build(),
            token("p", 'p'),
            token("o", 'o'),
            token("n", 'n'),
            token("g", 'g'),
            token("", FakeLanguageModel.END),
            response().setFinished(finished).build());
    assertThat(finished.toBuilder().clearTimings().build())
        .isEqualTo(
            Finished.newBuilder()
                .setReason(FinishReason.FINISH_REASON_END_OF_TEXT)
                .setPromptTokens(4)
                .setGeneratedTokens(5)
                .build());
    assertThat(finished.getTimings().hasPrompt()).isTrue();
  }

  private static GenerateResponse.Builder response() {
    return GenerateResponse.newBuilder();
  }

  private static GenerateResponse token(String text, int id) {
    return response().setToken(Token.newBuilder().setText(text).setId(id)).build();
  }

  @Test
  void takesAChatAndEveryParameter() throws Exception {
    List<GenerateResponse> responses =
        service.generate(
            GenerateRequest.newBuilder()
                .setChat(
                    ChatInput.newBuilder()
                        .addMessages(message(Role.ROLE_SYSTEM, "be short."))
                        .addMessages(message(Role.ROLE_USER, "ping")))
                .setSampling(
                    SamplingParameters.newBuilder()
                        .setTemperature(0)
                        .setTopK(-1)
                        .setTopP(1)
                        .setMinP(0)
                        .setRepeatPenalty(1.1f)
                        .setRepeatLastN(10)
                        .setSeed(-2))
                .setMaxTokens(10)
                .addStop("NG")
                .setLogprobs(true)
                .build());

    assertThat(text(responses)).isEqualTo("PO");
    assertThat(responses.get(1).getStarted().getSeed()).isEqualTo(-2);
    assertThat(responses.get(2).getToken().getLogprob()).isEqualTo((float) Math.log(0.9));
    assertThat(responses.getLast().getFinished().getReason())
        .isEqualTo(FinishReason.FINISH_REASON_STOP_STRING);
    assertThat(responses.getLast().getFinished().getStop()).isEqualTo("NG");
  }

  private static ChatMessage message(Role role, String content) {
    return ChatMessage.newBuilder().setRole(role).setContent(content).build();
  }

  static Stream<Arguments> invalidRequests() {
    return Stream.of(
        invalid("nothing", GenerateRequest.newBuilder(), "input"),
        invalid("no messages", request().setChat(ChatInput.getDefaultInstance()), "chat.messages"),
        invalid(
            "no role",
            request()
                .setChat(
                    ChatInput.newBuilder()
                        .addMessages(message(Role.ROLE_USER, ""))
                        .addMessages(message(Role.ROLE_UNSPECIFIED, ""))),
            "chat.messages[1].role"),
        invalid("no tokens", request().setMaxTokens(0), "max_tokens"),
        invalid("temperature", sampling(s -> s.setTemperature(-1)), "sampling.temperature"),
        invalid("NaN", sampling(s -> s.setTemperature(Float.NaN)), "sampling.temperature"),
        invalid("top_p", sampling(s -> s.setTopP(0)), "sampling.top_p"),
        invalid("min_p", sampling(s -> s.setMinP(1.5f)), "sampling.min_p"),
        invalid("penalty", sampling(s -> s.setRepeatPenalty(0)), "sampling.repeat_penalty"),
        invalid("grammar", request().setGrammar("root = 1"), "grammar"),
        invalid("schema", request().setJsonSchema("{\"type\": \"text\"}"), "json_schema"),
        invalid("empty stop", request().addStop("a").addStop(""), "stop[1]"),
        invalid("long stop", request().addStop("é".repeat(129)), "stop[0]"),
        invalid("17 stops", request().addAllStop(Collections.nCopies(17, "a")), "stop"),
        invalid("two mistakes", request().setMaxTokens(0).addStop(""), "max_tokens", "stop[0]"));
  }

  private static GenerateRequest.Builder request() {
    return GenerateRequest.newBuilder().setPrompt("ping");
  }

  private static GenerateRequest.Builder sampling(
      UnaryOperator<SamplingParameters.Builder> change) {
    return request().setSampling(change.apply(SamplingParameters.newBuilder()));
  }

  private static Arguments invalid(String name, GenerateRequest.Builder request, String... fields) {
    return argumentSet(name, request.build(), List.of(fields));
  }

  @ParameterizedTest
  @MethodSource("invalidRequests")
  void namesEveryInvalidField(GenerateRequest request, List<String> fields) {
    assertThatThrownBy(() -> service.generate(request))
        .isInstanceOfSatisfying(
            StatusException.class, e -> assertThat(invalidFields(e)).isEqualTo(fields));
  }

  @Test
  void namesBothNumbersOfAPromptThatIsTooLong() {
    assertFails(
        prompt("x".repeat(CONTEXT)),
        Code.INVALID_ARGUMENT,
        "The prompt has at least 100 tokens; the context holds 100, answer included. Shorten"
            + " the prompt.");
  }

  @Test
  void refusesAnEmptyPrompt() {
    assertFails(prompt(""), Code.INVALID_ARGUMENT, "The prompt is empty.");
  }

  @Test
  void saysWhereTheChatTemplateIsNotKnown() {
    StatusException e =
        assertFails(
            GenerateRequest.newBuilder()
                .setChat(ChatInput.newBuilder().addMessages(message(Role.ROLE_USER, "no template")))
                .build(),
            Code.FAILED_PRECONDITION,
            "The chat template of this model is not known. Send the prompt as text instead.");

    assertThat(reason(e)).isEqualTo("CHAT_TEMPLATE_UNKNOWN");
  }

  @Test
  void saysWhyItIsNotServing() {
    service.become(new ModelState.Loading(Path.of("x.gguf")));
    StatusException loading =
        assertFails(
            prompt("ping"), Code.UNAVAILABLE, "The model is being loaded. Try again in a moment.");
    assertThat(reason(loading)).isEqualTo("MODEL_LOADING+");
    assertThat(detail(loading, RetryInfo.class).orElseThrow().getRetryDelay().getSeconds())
        .isEqualTo(1);

    service.become(new ModelState.Failed(Path.of("/x"), "There is no model at /x.", null));
    StatusException failed =
        assertFails(prompt("ping"), Code.UNAVAILABLE, "There is no model at /x.");
    assertThat(reason(failed)).isEqualTo("MODEL_FAILED");

    service.become(new ModelState.Draining());
    StatusException draining =
        assertFails(prompt("ping"), Code.UNAVAILABLE, "The server is shutting down.");
    assertThat(reason(draining)).isEqualTo("DRAINING");
  }

  @Test
  void tellsWhenToComeBackToAFullQueue() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    model.setGate(abort -> await(hold));
    BlockingClientCall<?, GenerateResponse> first = service.blocking().generate(prompt("ping"));
    assertThat(first.read().hasQueued()).isTrue();
    BlockingClientCall<?, GenerateResponse> second = service.blocking().generate(prompt("ping"));
    assertThat(second.read().hasQueued()).isTrue();

    StatusException full =
        assertFails(
            prompt("ping"),
            Code.RESOURCE_EXHAUSTED,
            "The server is busy: 1 requests wait already. Try again later.");
    assertThat(detail(full, RetryInfo.class).orElseThrow().getRetryDelay().getSeconds())
        .isEqualTo(1);

    hold.countDown();
    assertThat(text(rest(second))).isEqualTo("pong");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void tellsThatTheModelFailed() {
    model.setGate(
        abort -> {
          throw new DecodingException("no luck");
        });

    assertFails(
        prompt("ping"), Code.INTERNAL, "The model failed: " + new DecodingException("no luck"));
    assertThat(service.log().getLast()).startsWith("ERROR generation ").contains("INTERNAL");
  }

  private StatusException assertFails(GenerateRequest request, Code code, String message) {
    try {
      throw new AssertionError("answered: " + service.generate(request));
    } catch (StatusException e) {
      assertThat(e.getStatus().getCode()).isEqualTo(code);
      assertThat(e.getStatus().getDescription()).isEqualTo(message);
      return e;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
