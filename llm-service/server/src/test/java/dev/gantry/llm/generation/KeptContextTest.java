package dev.gantry.llm.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.model.DecodingException;
import dev.gantry.llm.model.FakeLanguageModel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a slot still knows of a conversation is not decoded again. The model answers every prompt
/// with "ok", and a token is a byte.
class KeptContextTest {
  private final FakeLanguageModel model = new FakeLanguageModel(_ -> "ok");
  private BatchingEngine engine;
  private int decodedBefore;

  @BeforeEach
  void start() throws Exception {
    engine =
        BatchingEngine.start(
            model,
            100,
            1,
            new EngineSettings(2, 4, 64, Duration.ofSeconds(20)),
            System::nanoTime,
            (_, thrown) -> {
              throw new AssertionError(thrown);
            });
  }

  @AfterEach
  void close() {
    engine.close();
  }

  /// Returns how many tokens were decoded for a prompt and its answer.
  private int decoded(String conversation, String prompt) throws Exception {
    RecordingListener listener = new RecordingListener();
    GenerationRequest request = Requests.text(prompt);
    engine.submit(conversation.isEmpty() ? request : request.within(conversation, 100), listener);
    listener.awaitFinished();
    assertThat(listener.text()).isEqualTo("ok");
    int now = model.decodedTokens();
    int decoded = now - decodedBefore;
    decodedBefore = now;
    return decoded;
  }

  @Test
  void decodesOnlyWhatIsNewInAConversation() throws Exception {
    // the prompt and the two tokens of the answer; what ends it is not decoded
    assertThat(decoded("a", "12345")).isEqualTo(5 + 2);
    assertThat(decoded("a", "12345ok678")).isEqualTo(3 + 2);
    // changed in the middle
    assertThat(decoded("a", "12345OK678")).isEqualTo(5 + 2);
    // the same again: its last token is decoded for what follows
    assertThat(decoded("a", "12345OK678")).isEqualTo(1 + 2);
    // shorter
    assertThat(decoded("a", "123")).isEqualTo(1 + 2);
    // another one altogether
    assertThat(decoded("a", "xyz")).isEqualTo(3 + 2);
  }

  @Test
  void knowsAsManyConversationsAsThereAreSlots() throws Exception {
    decoded("a", "aaaa");
    decoded("b", "bbbb");
    assertThat(decoded("a", "aaaaokA")).isEqualTo(1 + 2);
    assertThat(decoded("b", "bbbbokB")).isEqualTo(1 + 2);
    // takes the slot that was used longest ago
    assertThat(decoded("c", "aaaaok")).isEqualTo(6 + 2);
    assertThat(decoded("b", "bbbbokBok?")).isEqualTo(1 + 2);
    assertThat(decoded("a", "aaaaokAok")).isEqualTo(9 + 2);
  }

  @Test
  void sharesNothingWithRequestsOfTheirOwn() throws Exception {
    decoded("a", "aaaa");
    assertThat(decoded("", "aaaa")).isEqualTo(4 + 2);
    assertThat(decoded("", "aaaa")).isEqualTo(4 + 2);
    assertThat(decoded("a", "aaaa")).isEqualTo(1 + 2);
  }

  @Test
  void knowsNothingOfAGenerationThatFailed() throws Exception {
    decoded("a", "aaaa");
    model.setGate(
        _ -> {
          throw new DecodingException("no luck");
        });
    RecordingListener listener = new RecordingListener();
    engine.submit(Requests.text("aaaaokA").within("a", 100), listener);
    listener.awaitFailure();
    model.setGate(_ -> {});

    assertThat(decoded("a", "aaaaokA")).isEqualTo(7 + 2);
  }
}
