package dev.gantry.llm.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.gantry.llm.model.ModelException;
import dev.gantry.llm.model.SamplingParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The engine on a model that answers "ping" with "pong" and "novel" without end.
class BatchingEngineTest {
  private static final int SLOTS = 2;
  private static final int QUEUE = 2;
  private static final int CONTEXT = 40;
  private static final Duration STALL = Duration.ofMillis(300);

  private final FakeLanguageModel model = new FakeLanguageModel(BatchingEngineTest::answer);
  private final DecodeGate gate = new DecodeGate();
  private final AtomicLong nanos = new AtomicLong();
  private BatchingEngine engine;

  private static String answer(String prompt) {
    return switch (prompt) {
      case "ping", "user: ping" -> "pong";
      case "greet" -> "grüß dich 🙂!";
      case "novel" -> "la".repeat(100);
      default -> "";
    };
  }

  @BeforeEach
  void start() throws ModelException {
    engine = start(STALL, System::nanoTime);
  }

  private BatchingEngine start(Duration stall, java.util.function.LongSupplier nanoTime)
      throws ModelException {
    return BatchingEngine.start(
        model,
        CONTEXT,
        1,
        new EngineSettings(SLOTS, QUEUE, 16, stall),
        nanoTime,
        (_, thrown) -> {
          throw new AssertionError(thrown);
        });
  }

  @AfterEach
  void close() {
    gate.open();
    engine.close();
    assertThat(model.openSamplers()).isZero();
    assertThat(model.isClosed()).isTrue();
  }

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
        false);
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
            new Input.Text("ping"), SamplingParameters.GREEDY, 0, 1, List.of(), true),
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

  private void assertRefused(GenerationRequest request, GenerationFailure failure) {
    RecordingListener listener = new RecordingListener();

    assertThatThrownBy(() -> engine.submit(request, listener))
        .isInstanceOfSatisfying(
            GenerationException.class, e -> assertThat(e.failure()).isEqualTo(failure));
    assertThat(listener.events()).isEmpty();
  }

  @Test
  void queuesInOrderAndRefusesWhatIsTooMuch() throws Exception {
    model.setGate(gate);
    List<RecordingListener> listeners = new ArrayList<>();
    for (int i = 0; i < SLOTS + QUEUE; i++) {
      listeners.add(new RecordingListener());
      engine.submit(Requests.text("ping"), listeners.getLast());
    }

    assertThatThrownBy(() -> engine.submit(Requests.text("ping"), new RecordingListener()))
        .isInstanceOfSatisfying(
            GenerationException.class,
            e -> assertThat(e.failure()).isInstanceOf(GenerationFailure.QueueFull.class));
    assertThat(listeners.stream().map(listener -> listener.events().getFirst()).toList())
        .isEqualTo(List.of(new Queued(0), new Queued(0), new Queued(0), new Queued(1)));

    gate.open();
    for (RecordingListener listener : listeners) {
      listener.awaitFinished();
      assertThat(listener.text()).isEqualTo("pong");
    }
  }

  @Test
  void decodesAllSlotsTogether() throws Exception {
    model.setGate(gate);
    RecordingListener first = new RecordingListener();
    RecordingListener second = new RecordingListener();
    engine.submit(Requests.text("novel"), first);
    gate.awaitArrivals(1);
    engine.submit(Requests.text("novel"), second);
    gate.allow(1);
    gate.awaitArrivals(1);
    int before = model.decodedTokens();
    gate.allow(1);
    gate.awaitArrivals(1);

    // a token of the first and a part of the prompt of the second
    assertThat(model.decodedTokens() - before).isEqualTo(1 + 2);
  }

  @Test
  void stopsDecodingWithinOneTokenAfterACancel() throws Exception {
    model.setGate(gate);
    RecordingListener listener = new RecordingListener();
    Generation generation = engine.submit(Requests.text("novel"), listener);
    gate.allow(3);
    listener.awaitTokens(3);
    gate.awaitArrivals(4);
    int before = model.decodedTokens();
    generation.cancel();
    assertThat(engine.drain(Duration.ofSeconds(10))).isTrue();

    assertThat(model.decodedTokens()).isEqualTo(before);
    assertThat(listener.events()).hasSize(2 + 3);
    assertThat(engine.load()).isEqualTo(new EngineLoad(0, 0, 5, 3));
  }

  @Test
  void givesTheSlotOfACancelledGenerationToTheNext() throws Exception {
    model.setGate(gate);
    List<Generation> running = new ArrayList<>();
    for (int i = 0; i < SLOTS; i++) {
      running.add(engine.submit(Requests.text("novel"), new RecordingListener()));
    }
    RecordingListener waiting = new RecordingListener();
    RecordingListener cancelled = new RecordingListener();
    Generation queued = engine.submit(Requests.text("novel"), cancelled);
    engine.submit(Requests.text("ping"), waiting);
    queued.cancel();
    running.forEach(Generation::cancel);
    gate.open();
    waiting.awaitFinished();

    assertThat(cancelled.events()).containsExactly(new Queued(0));
  }

  @Test
  void waitsForASlowReaderWithoutStoppingTheOthers() throws Exception {
    RecordingListener slow = new RecordingListener();
    slow.setReady(false);
    Generation generation = engine.submit(Requests.text("ping"), slow);
    slow.awaitTokens(1);
    RecordingListener other = new RecordingListener();
    engine.submit(Requests.text("ping"), other);
    other.awaitFinished();

    assertThat(slow.text()).isEqualTo("p");
    slow.setReady(true);
    generation.resume();
    slow.awaitFinished();
    assertThat(slow.text()).isEqualTo("pong");
  }

  @Test
  void takesTheSlotFromAReaderThatHasStopped() throws Exception {
    RecordingListener listener = new RecordingListener();
    listener.setReady(false);
    engine.submit(Requests.text("ping"), listener);

    assertThat(listener.awaitFailure()).isEqualTo(new GenerationFailure.Stalled(STALL));
    assertThat(engine.drain(Duration.ofSeconds(10))).isTrue();
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
  void drainsWithoutBreakingOff() throws Exception {
    RecordingListener listener = new RecordingListener();
    engine.submit(Requests.text("ping"), listener);

    assertThat(engine.drain(Duration.ofSeconds(10))).isTrue();
    assertThat(listener.text()).isEqualTo("pong");
    assertRefused(Requests.text("ping"), new GenerationFailure.Draining());
  }

  @Test
  void breaksOffWhatDoesNotEndInTime() throws Exception {
    model.setGate(gate);
    List<RecordingListener> listeners = new ArrayList<>();
    for (int i = 0; i < SLOTS + 1; i++) {
      listeners.add(new RecordingListener());
      engine.submit(Requests.text("novel"), listeners.getLast());
    }

    assertThat(engine.drain(Duration.ofMillis(20))).isFalse();
    engine.close();

    for (RecordingListener listener : listeners) {
      assertThat(listener.awaitFailure()).isEqualTo(new GenerationFailure.Draining());
    }
  }

  @Test
  void measuresWhereTheTimeWent() throws Exception {
    engine.close();
    FakeLanguageModel timed = new FakeLanguageModel(BatchingEngineTest::answer);
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
