package dev.gantry.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.llama.TestModel;
import dev.gantry.llm.v1.ChatInput;
import dev.gantry.llm.v1.ChatMessage;
import dev.gantry.llm.v1.Finished;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.Role;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What holds for any request, from the socket to the model and back.
class PromptPropertiesServerTest {
  private static final int CONTEXT = 512;
  private static final int TOKENS = 6;
  private static final String STOP = "e";
  private static final Pattern TOO_LONG =
      Pattern.compile(
          "The prompt has (at least )?(\\d+) tokens; the context holds 512, answer included."
              + " Shorten the prompt.");

  private static RunningServer server;

  @BeforeAll
  static void start() throws Exception {
    server = RunningServer.serving(TestModel.FILE);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyPromptIsAnsweredOrSaidToBeEmptyOrTooLong() throws Exception {
    int answered = 0;
    int refused = 0;
    List<String> texts = Prompts.any(80);
    for (int i = 0; i < texts.size(); i++) {
      // huge ones, too
      String text =
          i % 20 == 19
              ? texts.get(i).repeat(1 + 20_000 / (1 + texts.get(i).length()))
              : texts.get(i);
      boolean chat = i % 2 == 0;
      GenerateRequest request = request(text, chat, i);
      try {
        List<GenerateResponse> responses = server.generate(request);
        check(responses);
        assertThat(Replies.text(server.generate(request))).isEqualTo(Replies.text(responses));
        answered++;
      } catch (StatusException e) {
        assertThat(e.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
        checkRefusal(String.valueOf(e.getStatus().getDescription()), text);
        refused++;
      }
    }
    assertThat(answered).isGreaterThan(30);
    assertThat(refused).isGreaterThan(2);
  }

  private static GenerateRequest request(String text, boolean chat, int seed) {
    GenerateRequest.Builder request = GenerateRequest.newBuilder().setMaxTokens(TOKENS);
    request.getSamplingBuilder().setSeed(seed);
    request.addStop(STOP);
    // protobuf takes no half of a character either
    String wellFormed = Prompts.wellFormed(text);
    if (chat) {
      request.setChat(
          ChatInput.newBuilder()
              .addMessages(
                  ChatMessage.newBuilder().setRole(Role.ROLE_USER).setContent(wellFormed)));
    } else {
      request.setPrompt(wellFormed);
    }
    return request.build();
  }

  private static void check(List<GenerateResponse> responses) {
    String text = Replies.text(responses);
    Finished finished = responses.getLast().getFinished();
    long tokens = responses.stream().filter(GenerateResponse::hasToken).count();

    assertThat(responses.getFirst().hasQueued()).isTrue();
    assertThat(responses.get(1).getStarted().getPromptTokens())
        .isEqualTo(finished.getPromptTokens())
        .isBetween(1, CONTEXT - 1);
    assertThat(tokens).isEqualTo(finished.getGeneratedTokens()).isBetween(1L, (long) TOKENS);
    assertThat(text).doesNotContain(STOP).isEqualTo(Prompts.wellFormed(text));
    assertThat(responses).hasSize((int) tokens + 3);
  }

  private static void checkRefusal(String description, String text) {
    if (description.equals("The prompt is empty.")) {
      assertThat(text).isEmpty();
      return;
    }
    Matcher matcher = TOO_LONG.matcher(description);
    assertThat(matcher.matches()).as(description).isTrue();
    assertThat(Integer.parseInt(matcher.group(2))).isGreaterThanOrEqualTo(CONTEXT);
  }

  @Test
  void everyCombinationOfParametersIsTakenOrNamed() throws Exception {
    Random random = new Random(3);
    float[] values = {
      Float.NaN, Float.NEGATIVE_INFINITY, -1, -0f, 0, Float.MIN_VALUE, 0.5f, 1, 10, 11, 1e30f
    };
    int taken = 0;
    for (int i = 0; i < 200; i++) {
      GenerateRequest.Builder request =
          GenerateRequest.newBuilder().setPrompt("Once").setMaxTokens(2);
      request
          .getSamplingBuilder()
          .setTemperature(values[random.nextInt(values.length)])
          .setTopP(random.nextInt(3) == 0 ? values[random.nextInt(values.length)] : 0.9f)
          .setMinP(random.nextInt(3) == 0 ? values[random.nextInt(values.length)] : 0.1f)
          .setRepeatPenalty(random.nextInt(3) == 0 ? values[random.nextInt(values.length)] : 1.1f)
          .setTopK(random.nextInt(4) - 1)
          .setRepeatLastN(random.nextInt(4) - 1)
          .setSeed(random.nextInt());
      try {
        server.generate(request.build());
        taken++;
      } catch (StatusException e) {
        assertThat(e.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(e.getStatus().getDescription()).contains("it must be");
      }
    }
    assertThat(taken).isBetween(20, 180);
  }
}
