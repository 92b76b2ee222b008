package dev.gantry.domain.build;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Short words for build events in tests. Times are seconds.
final class Reports {

  static final int NEVER = -1;

  private Reports() {}

  static StepId id(String name) {
    return new StepId("sha256:" + name);
  }

  static Instant at(int second) {
    return Instant.ofEpochSecond(second);
  }

  static BuildEvent announced(String name, String... inputs) {
    return report(name, false, NEVER, NEVER, "", inputs);
  }

  static BuildEvent started(String name, int start) {
    return report(name, false, start, NEVER, "");
  }

  static BuildEvent done(String name, int start, int end) {
    return report(name, false, start, end, "");
  }

  static BuildEvent cached(String name, int at) {
    return report(name, true, at, at, "");
  }

  static BuildEvent failed(String name, int start, int end, String error) {
    return report(name, false, start, end, error);
  }

  static BuildEvent wrote(String name, String text) {
    return new BuildEvent.Output(id(name), at(0), false, text);
  }

  static BuildEvent report(
      String name, boolean cached, int start, int end, String error, String... inputs) {
    return new BuildEvent.StepUpdated(
        id(name),
        name,
        Stream.of(inputs).map(Reports::id).toList(),
        cached,
        Optional.of(start).filter(s -> s != NEVER).map(Reports::at),
        Optional.of(end).filter(e -> e != NEVER).map(Reports::at),
        Optional.of(error).filter(e -> !e.isEmpty()),
        Optional.empty());
  }

  /// The step that the fold should give for a name.
  static Step step(int number, String name, StepState state, int firstStarted) {
    return new Step(
        id(name),
        number,
        name,
        List.of(),
        state,
        Optional.of(firstStarted).filter(s -> s != NEVER).map(Reports::at),
        List.of(),
        Optional.empty());
  }
}
