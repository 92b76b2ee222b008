package dev.gantry.ui.inference;

import dev.gantry.domain.inference.GenerationEvent;
import dev.gantry.domain.inference.Timings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Collects the events of one answer.
final class Answer {
  private final Instant sent;
  private final StringBuilder text = new StringBuilder();
  private final List<Double> gaps = new ArrayList<>();
  private Optional<Instant> first = Optional.empty();
  private Instant last;
  private int pieces;
  private AnswerState state = new AnswerState.Sent();

  Answer(Instant sent) {
    this.sent = sent;
    this.last = sent;
  }

  void apply(GenerationEvent event) {
    switch (event) {
      case GenerationEvent.Queued(_, int ahead) -> state = new AnswerState.Queued(ahead);
      case GenerationEvent.Started(_, int promptTokens) ->
          state = new AnswerState.Reading(promptTokens);
      case GenerationEvent.Token(Instant at, String piece) -> add(at, piece);
      case GenerationEvent.Finished(_, var reason, _) -> state = new AnswerState.Finished(reason);
      case GenerationEvent.Failed(_, var problem) -> state = new AnswerState.Failed(problem);
    }
  }

  private void add(Instant at, String piece) {
    if (first.isEmpty()) {
      first = Optional.of(at);
    } else {
      gaps.add(Duration.between(last, at).toNanos() / 1e6);
    }
    last = at;
    pieces++;
    text.append(piece);
    state = new AnswerState.Streaming();
  }

  AnswerState state() {
    return state;
  }

  String text() {
    return text.toString();
  }

  Timings timings() {
    return Timings.of(sent, first, last, pieces);
  }

  List<Double> gaps() {
    return List.copyOf(gaps);
  }
}
