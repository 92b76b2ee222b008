package dev.gantry.llm.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.llm.generation.GenerationEvent.Finished;
import dev.gantry.llm.generation.GenerationEvent.Queued;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// How generations share the engine: queue, slots, cancel, slow readers, draining.
class SchedulingTest extends EngineTestBase {

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
    EngineLoad load = engine.load();
    assertThat(load)
        .isEqualTo(new EngineLoad(0, 0, 5, 3, 0, load.toFirstToken(), load.betweenTokens()));
    assertThat(load.toFirstToken().p50()).isPositive();
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
  void hasAFreeSlotForWhoeverHearsThatOneHasEnded() throws Exception {
    model.setGate(gate);
    List<RecordingListener> others = new ArrayList<>();
    AtomicReference<Generation> next = new AtomicReference<>();
    RecordingListener listener =
        new RecordingListener() {
          @Override
          public void onEvent(GenerationEvent event) {
            if (event instanceof Finished) {
              next.set(submitUnchecked(Requests.text("ping")));
            }
            super.onEvent(event);
          }
        };
    engine.submit(Requests.text("ping", 1), listener);
    for (int i = 1; i < SLOTS + QUEUE; i++) {
      others.add(new RecordingListener());
      engine.submit(Requests.text("ping"), others.getLast());
    }
    gate.open();
    listener.awaitFinished();

    assertThat(next.get()).isNotNull();
  }

  private Generation submitUnchecked(GenerationRequest request) {
    try {
      return engine.submit(request, new RecordingListener());
    } catch (GenerationException e) {
      throw new AssertionError(e);
    }
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
  void drainsWithoutBreakingOff() throws Exception {
    RecordingListener listener = new RecordingListener();
    engine.submit(Requests.text("ping"), listener);

    assertThat(engine.drain(Duration.ofSeconds(10))).isTrue();
    assertThat(listener.text()).isEqualTo("pong");
    assertThat(listener.events()).last().isInstanceOf(GenerationEvent.Finished.class);
    assertRefused(Requests.text("ping"), new GenerationFailure.Draining());
    engine.close();
    assertThat(engine.brokenOff()).isZero();
  }

  @Test
  void needsNoTimeToDrainWhereNothingRuns() throws Exception {
    assertThat(engine.drain(Duration.ZERO)).isTrue();
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
    assertThat(engine.brokenOff()).isEqualTo(SLOTS + 1);
  }
}
