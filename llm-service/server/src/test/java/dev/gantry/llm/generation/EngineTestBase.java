package dev.gantry.llm.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.llm.model.FakeLanguageModel;
import dev.gantry.llm.model.ModelException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// An engine on a model that answers "ping" with "pong" and "novel" without end. At the end of each
/// test nothing is left open.
abstract class EngineTestBase {
  static final int SLOTS = 2;
  static final int QUEUE = 2;
  static final int CONTEXT = 40;
  static final Duration STALL = Duration.ofMillis(300);

  final FakeLanguageModel model = new FakeLanguageModel(EngineTestBase::answer);
  final DecodeGate gate = new DecodeGate();
  BatchingEngine engine;

  static String answer(String prompt) {
    return switch (prompt) {
      case "ping", "user: ping" -> "pong";
      case "greet" -> "grüß dich 🙂!";
      case "novel" -> "la".repeat(100);
      default -> "";
    };
  }

  @BeforeEach
  void start() throws ModelException {
    engine =
        BatchingEngine.start(
            model,
            CONTEXT,
            1,
            new EngineSettings(SLOTS, QUEUE, 16, STALL),
            System::nanoTime,
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

  final void assertRefused(GenerationRequest request, GenerationFailure failure) {
    RecordingListener listener = new RecordingListener();

    assertThatThrownBy(() -> engine.submit(request, listener))
        .isInstanceOfSatisfying(
            GenerationException.class, e -> assertThat(e.failure()).isEqualTo(failure));
    assertThat(listener.events()).isEmpty();
  }
}
