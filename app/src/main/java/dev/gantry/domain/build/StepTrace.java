package dev.gantry.domain.build;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Everything told of one step, and the [Step] that follows from it.
///
/// @param intervals when it worked, sorted by start
/// @param cached whether its last report said so
/// @param error what its last report said
/// @param log what it has written, as it came
record StepTrace(
    Step step, List<Interval> intervals, boolean cached, Optional<String> error, StepLog log) {

  /// How BuildKit ends the error of a step that was stopped because the build was, or because
  /// another step failed (Go's `context.Canceled`).
  private static final String CANCELLED = "context canceled";

  static StepTrace first(int number, BuildEvent.StepUpdated report) {
    Step unknown =
        new Step(
            report.id(),
            number,
            report.name(),
            report.inputs(),
            new StepState.Waiting(),
            Optional.empty(),
            List.of(),
            report.group());
    return new StepTrace(unknown, List.of(), false, Optional.empty(), StepLog.EMPTY).with(report);
  }

  /// The trace after one more report. A report without times is an announcement: BuildKit repeats
  /// it when another branch of the build needs the step, and it takes nothing back.
  StepTrace with(BuildEvent.StepUpdated report) {
    boolean timed = report.started().isPresent() || report.completed().isPresent();
    List<Interval> times =
        report
            .started()
            .or(report::completed)
            .map(start -> new Interval(start, report.completed()).into(intervals))
            .orElse(intervals);
    boolean fromCache = report.cached() || (cached && (!timed || fetches(report)));
    Optional<String> failure = timed ? report.error() : report.error().or(() -> error);
    Step merged =
        new Step(
            step.id(),
            step.number(),
            report.name().isEmpty() ? step.name() : report.name(),
            report.inputs().isEmpty() ? step.inputs() : report.inputs(),
            state(times, fromCache, failure),
            times.stream().map(Interval::started).findFirst(),
            step.transfers(),
            report.group().or(step::group));
    return new StepTrace(merged, times, fromCache, failure, log);
  }

  /// Whether the report is of fetching what the step once made from where a cache was imported
  /// from, which the engine does when somebody needs it, and tells as work of the step that has no
  /// inputs (moby/buildkit, `util/progress/controller`).
  private boolean fetches(BuildEvent.StepUpdated report) {
    return cached && report.inputs().isEmpty() && !step.inputs().isEmpty();
  }

  /// The trace with the transfers as they are now, by name; they keep their order of first mention.
  StepTrace with(List<BuildEvent.Transfer> reports) {
    SequencedMap<String, BuildEvent.Transfer> byName = new LinkedHashMap<>();
    step.transfers().forEach(transfer -> byName.put(transfer.name(), transfer));
    reports.forEach(transfer -> byName.put(transfer.name(), transfer));
    Step moved = step.withTransfers(List.copyOf(byName.values()));
    return new StepTrace(moved, intervals, cached, error, log);
  }

  /// The trace with more output.
  StepTrace written(List<BuildEvent.Output> pieces) {
    return new StepTrace(step, intervals, cached, error, log.plus(pieces));
  }

  /// The trace after the end of the build: what still ran then was stopped with it.
  StepTrace ended() {
    if (!(step.state() instanceof StepState.Running)) {
      return this;
    }
    return new StepTrace(step.withState(new StepState.Cancelled()), intervals, cached, error, log);
  }

  boolean isOver() {
    return switch (step.state()) {
      case StepState.Waiting _, StepState.Running _ -> false;
      case StepState.Cached _, StepState.Done _, StepState.Failed _, StepState.Cancelled _ -> true;
    };
  }

  private static StepState state(List<Interval> times, boolean cached, Optional<String> error) {
    if (error.filter(text -> text.endsWith(CANCELLED)).isPresent()) {
      return new StepState.Cancelled();
    }
    if (times.isEmpty()) {
      return cached
          ? new StepState.Cached()
          : error
              .<StepState>map(text -> new StepState.Failed(Instant.EPOCH, Instant.EPOCH, text))
              .orElseGet(StepState.Waiting::new);
    }
    Instant start = times.getFirst().started();
    Optional<Instant> end = Interval.end(times);
    if (error.isPresent()) {
      return new StepState.Failed(start, end.orElse(times.getLast().started()), error.get());
    }
    if (end.isEmpty()) {
      return new StepState.Running(times.getLast().started());
    }
    return cached
        ? new StepState.Cached()
        : new StepState.Done(start, end.get(), Interval.total(times));
  }
}
