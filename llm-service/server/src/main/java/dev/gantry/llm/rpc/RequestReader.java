package dev.gantry.llm.rpc;

import dev.gantry.llm.generation.GenerationRequest;
import dev.gantry.llm.generation.GenerationRequest.Input;
import dev.gantry.llm.grammar.Grammar;
import dev.gantry.llm.grammar.InvalidGrammarException;
import dev.gantry.llm.model.ChatMessage;
import dev.gantry.llm.model.PromptText;
import dev.gantry.llm.model.SamplingParameters;
import dev.gantry.llm.rpc.InvalidRequestException.Violation;
import dev.gantry.llm.schema.JsonSchemaGrammar;
import dev.gantry.llm.v1.ChatInput;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Reads one request: checks every field, notes all that is wrong, and fills in the defaults.
final class RequestReader {
  private static final int MOST_STOPS = 16;
  private static final int LONGEST_STOP_BYTES = 256;

  private final GenerateRequest request;
  private final List<Violation> violations = new ArrayList<>();

  private RequestReader(GenerateRequest request) {
    this.request = request;
  }

  /// The request in our terms.
  ///
  /// @param randomSeed for a request without a seed
  static GenerationRequest read(GenerateRequest request, IntSupplier randomSeed)
      throws InvalidRequestException {
    return new RequestReader(request).read(randomSeed);
  }

  private GenerationRequest read(IntSupplier randomSeed) throws InvalidRequestException {
    Input input = input();
    SamplingParameters sampling = sampling();
    int maxTokens =
        request.hasMaxTokens() ? clamp(request.getMaxTokens()) : GenerationRequest.UNLIMITED;
    require(maxTokens > 0, "max_tokens", "max_tokens is 0; it must be at least 1");
    Grammar grammar = grammar();
    checkStops();
    if (!violations.isEmpty()) {
      throw new InvalidRequestException(violations);
    }
    int seed =
        request.getSampling().hasSeed() ? request.getSampling().getSeed() : randomSeed.getAsInt();
    return new GenerationRequest(
        input, sampling, seed, maxTokens, request.getStopList(), request.getLogprobs(), grammar);
  }

  private Input input() {
    return switch (request.getInputCase()) {
      case PROMPT -> new Input.Text(PromptText.of(request.getPrompt()));
      case CHAT -> new Input.Chat(messages(request.getChat()));
      case INPUT_NOT_SET -> {
        require(false, "input", "there is neither a prompt nor a chat");
        yield new Input.Text(PromptText.of(""));
      }
    };
  }

  private @Nullable Grammar grammar() {
    try {
      return switch (request.getConstraintCase()) {
        case GRAMMAR -> Grammar.parse(request.getGrammar());
        case JSON_SCHEMA -> JsonSchemaGrammar.of(request.getJsonSchema());
        case CONSTRAINT_NOT_SET -> null;
      };
    } catch (InvalidGrammarException e) {
      String field = request.hasGrammar() ? "grammar" : "json_schema";
      require(false, field, field + ": " + e.getMessage());
      return null;
    }
  }

  private List<ChatMessage> messages(ChatInput chat) {
    require(chat.getMessagesCount() > 0, "chat.messages", "the chat has no messages");
    List<ChatMessage> messages = new ArrayList<>();
    for (int i = 0; i < chat.getMessagesCount(); i++) {
      messages.add(
          new ChatMessage(
              role(chat.getMessages(i).getRole(), i), chat.getMessages(i).getContent()));
    }
    return messages;
  }

  private ChatMessage.Role role(Role role, int index) {
    return switch (role) {
      case ROLE_SYSTEM -> ChatMessage.Role.SYSTEM;
      case ROLE_USER -> ChatMessage.Role.USER;
      case ROLE_ASSISTANT -> ChatMessage.Role.ASSISTANT;
      case ROLE_UNSPECIFIED, UNRECOGNIZED -> {
        String field = "chat.messages[%d].role".formatted(index);
        require(false, field, field + " is not set to system, user or assistant");
        yield ChatMessage.Role.USER;
      }
    };
  }

  private SamplingParameters sampling() {
    dev.gantry.llm.v1.SamplingParameters given = request.getSampling();
    SamplingParameters defaults = SamplingParameters.DEFAULTS;
    return new SamplingParameters(
        number(
            "temperature",
            given.hasTemperature() ? given.getTemperature() : defaults.temperature(),
            value -> value >= 0 && value <= 10,
            "it must be from 0 to 10",
            defaults.temperature()),
        given.hasTopK() ? clamp(given.getTopK()) : defaults.topK(),
        number(
            "top_p",
            given.hasTopP() ? given.getTopP() : defaults.topP(),
            value -> value > 0 && value <= 1,
            "it must be above 0 and at most 1",
            defaults.topP()),
        number(
            "min_p",
            given.hasMinP() ? given.getMinP() : defaults.minP(),
            value -> value >= 0 && value <= 1,
            "it must be from 0 to 1",
            defaults.minP()),
        number(
            "repeat_penalty",
            given.hasRepeatPenalty() ? given.getRepeatPenalty() : defaults.repeatPenalty(),
            value -> value > 0 && value <= 10,
            "it must be above 0 and at most 10",
            defaults.repeatPenalty()),
        given.hasRepeatLastN() ? clamp(given.getRepeatLastN()) : defaults.repeatLastTokens());
  }

  /// A test for a number; false for NaN.
  @FunctionalInterface
  private interface FloatTest {
    boolean test(float value);
  }

  private float number(
      String field, float value, FloatTest valid, String expected, float substitute) {
    if (valid.test(value)) {
      return value;
    }
    require(false, "sampling." + field, "%s is %s; %s".formatted(field, value, expected));
    return substitute;
  }

  private void checkStops() {
    require(
        request.getStopCount() <= MOST_STOPS,
        "stop",
        "there are %d stop strings; at most %d are possible"
            .formatted(request.getStopCount(), MOST_STOPS));
    for (int i = 0; i < request.getStopCount(); i++) {
      int bytes = request.getStopBytes(i).size();
      require(
          bytes >= 1 && bytes <= LONGEST_STOP_BYTES,
          "stop[%d]".formatted(i),
          "stop[%d] has %d bytes; it must have from 1 to %d"
              .formatted(i, bytes, LONGEST_STOP_BYTES));
    }
  }

  /// A uint32, which Java has as a negative number where it is large.
  private static int clamp(int unsigned) {
    return unsigned < 0 ? Integer.MAX_VALUE : unsigned;
  }

  private void require(boolean condition, String field, String description) {
    if (!condition) {
      violations.add(new Violation(field, description));
    }
  }
}
