package dev.gantry.ui.inference;

import dev.gantry.domain.inference.GenerationEvent;
import dev.gantry.domain.inference.InferenceService;
import dev.gantry.domain.inference.InferenceService.Generation;
import dev.gantry.domain.inference.Prompt;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.Timings;
import dev.gantry.ui.fx.Batcher;
import dev.gantry.ui.fx.FxTasks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// A prompt and its answer, which grows while it streams.
public final class ExchangeViewModel implements AutoCloseable {
  /// About two frames: text that arrives token by token must not be laid out for each of them.
  private static final Duration INTERVAL = Duration.ofMillis(33);

  private final Prompt prompt;
  private final FxTasks tasks;
  private final Batcher<GenerationEvent> events;
  private final Answer answer;
  private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper(this, "text", "");
  private final ReadOnlyObjectWrapper<AnswerState> state;
  private final ReadOnlyObjectWrapper<Timings> timings;
  private final ReadOnlyObjectWrapper<List<Double>> gaps =
      new ReadOnlyObjectWrapper<>(this, "gaps", List.of());
  private Optional<Generation> generation = Optional.empty();
  private boolean cancelled;

  ExchangeViewModel(Prompt prompt, FxTasks tasks) {
    this.prompt = prompt;
    this.tasks = tasks;
    this.answer = new Answer(tasks.clock().instant());
    this.state = new ReadOnlyObjectWrapper<>(this, "state", answer.state());
    this.timings = new ReadOnlyObjectWrapper<>(this, "timings", answer.timings());
    this.events = new Batcher<>(tasks, INTERVAL, this::apply);
  }

  void send(InferenceService service, ServiceEndpoint endpoint) {
    tasks.run(
        () -> service.generate(endpoint, prompt, events::add),
        this::sent,
        problem -> apply(List.of(new GenerationEvent.Failed(tasks.clock().instant(), problem))));
  }

  private void sent(Generation running) {
    generation = Optional.of(running);
    if (cancelled) {
      running.cancel();
    }
  }

  /// Stops the answer; what has come so far stays.
  public void cancel() {
    if (!cancelled && !over()) {
      cancelled = true;
      generation.ifPresent(Generation::cancel);
    }
  }

  private void apply(List<GenerationEvent> batch) {
    batch.forEach(answer::apply);
    text.set(answer.text());
    timings.set(answer.timings());
    gaps.set(answer.gaps());
    state.set(answer.state());
  }

  /// Whether the answer has ended in one way or another.
  public boolean over() {
    return switch (state.get()) {
      case AnswerState.Finished _, AnswerState.Failed _ -> true;
      case AnswerState.Sent _,
          AnswerState.Queued _,
          AnswerState.Reading _,
          AnswerState.Streaming _ ->
          false;
    };
  }

  public Prompt prompt() {
    return prompt;
  }

  public ReadOnlyStringProperty textProperty() {
    return text.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<AnswerState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Timings> timingsProperty() {
    return timings.getReadOnlyProperty();
  }

  /// Milliseconds before each token but the first.
  public ReadOnlyObjectProperty<List<Double>> gapsProperty() {
    return gaps.getReadOnlyProperty();
  }

  @Override
  public void close() {
    cancel();
    events.close();
  }
}
