package dev.gantry.llm.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.generation.FinishReason.ContextFull;
import dev.gantry.llm.generation.FinishReason.EndOfText;
import dev.gantry.llm.generation.FinishReason.MaxTokens;
import dev.gantry.llm.generation.FinishReason.StopString;
import dev.gantry.llm.generation.GenerationEvent.Finished;
import dev.gantry.llm.generation.GenerationEvent.Queued;
import dev.gantry.llm.generation.GenerationEvent.Started;
import dev.gantry.llm.generation.GenerationEvent.Token;
import dev.gantry.llm.generation.GenerationRequest.Input;
import dev.gantry.llm.model.ChatMessage;
import dev.gantry.llm.model.ChatMessage.Role;
import dev.gantry.llm.model.DecodingException;
import dev.gantry.llm.model.FakeLanguageModel;
import dev.gantry.llm.model.PromptText;
import dev.gantry.llm.model.SamplingParameters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What one generation gives.
class BatchingEngineTest extends EngineTestBase {

  @Test
  void tellsEveryStepOfAGeneration() throws Exception {
    RecordingListener listener = new RecordingListener();
    engine.submit(Requests.text("ping"), listener);
    Finished finished = listener.awaitFinished();

    assertThat(listener.events())
        .containsExactly(
            new Queued(0),
            new Started(4, 7),
            new Token("p", 'p', null),
            new Token("o", 'o', null),
            new Token("n", 'n', null),
            new Token("g", 'g', null),
            new Token("", FakeLanguageModel.END, null),
            finished);
    assertThat(finished).isEqualTo(new Finished(new EndOfText(), 4, 5, finished.timings()));
    assertThat(finished.timings().decode()).isPositive();
  }

  @Test
  void putsAChatIntoTheTemplate() throws Exception {
    RecordingListener listener = new RecordingListener();
    engine.submit(chat("ping"), listener);
    listener.awaitFinished();

    assertThat(listener.text()).isEqualTo("pong");
  }

  @Test
  void refusesAChatForAModelWithoutKnownTemplate() {
    assertRefused(chat("no template"), new GenerationFailure.UnknownChatTemplate());
  }

  private static GenerationRequest chat(String content) {
    return new GenerationRequest(
        new Input.Chat(List.of(new ChatMessage(Role.USER, content))),
        SamplingParameters.GREEDY,
        0,
        GenerationRequest.UNLIMITED,
        List.of(),
        false,
        null);
  }

  @Test
  void sendsWholeCharactersOnly() throws Exception {
    RecordingListener listener = new RecordingListener();
    engine.submit(Requests.text("greet"), listener);
    listener.awaitFinished();

    assertThat(listener.text()).isEqualTo("grüß dich 🙂!");
    assertThat(listener.events()).noneMatch(event -> event.toString().contains("\ufffd"));
  }

  @Test
  void leavesOutACharacterThatIsCutInTheMiddle() throws Exception {
    RecordingListener listener = new RecordingListener();
    engine.submit(Requests.text("greet", 3), listener);

    assertThat(listener.awaitFinished().reason()).isEqualTo(new MaxTokens());
    assertThat(listener.text()).isEqualTo("gr");
  }

  @Test
  void endsBeforeAStopStringThatSpansTokens() throws Exception {
    RecordingListener listener = new RecordingListener();
    engine.submit(Requests.text("ping", 100, "xyz", "ng"), listener);

    assertThat(listener.awaitFinished().reason()).isEqualTo(new StopString("ng"));
    assertThat(listener.text()).isEqualTo("po");
  }

  @Test
  void givesBackHeldTextWhenNoStopStringComes() throws Exception {
    RecordingListener listener = new RecordingListener();
    engine.submit(Requests.text("ping", 100, "nging"), listener);

    assertThat(listener.awaitFinished().reason()).isEqualTo(new EndOfText());
    assertThat(listener.text()).isEqualTo("pong");
  }

  @Test
  void addsLogProbabilitiesWhenAskedFor() throws Exception {
    RecordingListener listener = new RecordingListener();
    engine.submit(
        new GenerationRequest(
            new Input.Text(PromptText.of("ping")),
            SamplingParameters.GREEDY,
            0,
            1,
            List.of(),
            true,
            null),
        listener);
    listener.awaitFinished();

    assertThat(listener.events()).contains(new Token("p", 'p', (float) Math.log(0.9)));
  }

  @Test
  void stopsWhenTheContextIsFull() throws Exception {
    RecordingListener listener = new RecordingListener();
    engine.submit(Requests.text("novel"), listener);

    Finished finished = listener.awaitFinished();
    assertThat(finished.reason()).isEqualTo(new ContextFull());
    assertThat(finished.promptTokens() + finished.generatedTokens()).isEqualTo(CONTEXT);
  }

  @Test
  void refusesPromptsThatDoNotFit() {
    assertRefused(Requests.text(""), new GenerationFailure.EmptyPrompt());
    assertRefused(
        Requests.text("é".repeat(CONTEXT - 1)),
        new GenerationFailure.PromptTooLong(2 * (CONTEXT - 1), true, CONTEXT));
    assertRefused(
        Requests.text("x".repeat(1000)), new GenerationFailure.PromptTooLong(1000, false, CONTEXT));
  }

  @Test
  void tellsThoseInTheBatchThatTheModelFailed() throws Exception {
    model.setGate(
        abort -> {
          throw new DecodingException("no luck");
        });
    RecordingListener listener = new RecordingListener();
    engine.submit(Requests.text("ping"), listener);

    assertThat(listener.awaitFailure())
        .isEqualTo(new GenerationFailure.Broken(new DecodingException("no luck").toString()));

    model.setGate(abort -> {});
    RecordingListener next = new RecordingListener();
    engine.submit(Requests.text("ping"), next);
    next.awaitFinished();
    assertThat(next.text()).isEqualTo("pong");
  }

  @Test
  void dropsAGenerationWhoseListenerThrows() throws Exception {
    model.setGate(gate);
    gate.allow(1);
    engine.submit(
        Requests.text("novel"),
        new GenerationListener() {
          @Override
          public boolean isReady() {
            return true;
          }

          @Override
          public void onEvent(GenerationEvent event) {
            if (event instanceof Token) {
              throw new IllegalStateException("gone");
            }
          }

          @Override
          public void onFailure(GenerationFailure failure) {}
        });

    assertThat(engine.drain(Duration.ofSeconds(10))).isTrue();
    assertThat(engine.load().generatedTokens()).isEqualTo(1);
  }

  @Test
  void measuresWhereTheTimeWent() throws Exception {
    engine.close();
    FakeLanguageModel timed = new FakeLanguageModel(EngineTestBase::answer);
    AtomicLong nanos = new AtomicLong();
    timed.setGate(abort -> nanos.addAndGet(1_000_000));
    try (BatchingEngine clocked =
        BatchingEngine.start(
            timed,
            CONTEXT,
            1,
            new EngineSettings(1, 0, 2, Duration.ofHours(1)),
            nanos::get,
            (_, _) -> {})) {
      RecordingListener listener = new RecordingListener();
      clocked.submit(Requests.text("ping"), listener);

      assertThat(listener.awaitFinished().timings())
          .isEqualTo(new Timings(Duration.ZERO, Duration.ofMillis(2), Duration.ofMillis(4)));
    }
  }
}
