package dev.gantry.domain.build;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A stretch of time in which a step worked; `completed` is empty while it still does.
public record Interval(Instant started, Optional<Instant> completed) {

  /// An end that is told to lie before the start counts as the start.
  public Interval {
    completed = completed.map(end -> end.isBefore(started) ? started : end);
  }

  /// The list with this interval put in by its start; a later report of the same start wins.
  List<Interval> into(List<Interval> others) {
    List<Interval> all = new ArrayList<>(others);
    all.removeIf(other -> other.started().equals(started));
    all.add(this);
    all.sort(Comparator.comparing(Interval::started));
    return List.copyOf(all);
  }

  /// How long the intervals last together; what overlaps counts once, what is open does not count.
  ///
  /// @param intervals sorted by their start
  static Duration total(List<Interval> intervals) {
    Duration sum = Duration.ZERO;
    Instant covered = Instant.MIN;
    for (Interval interval : intervals) {
      Instant from = interval.started().isAfter(covered) ? interval.started() : covered;
      Instant to = interval.completed().orElse(from);
      if (to.isAfter(from)) {
        sum = sum.plus(Duration.between(from, to));
        covered = to;
      }
    }
    return sum;
  }

  /// When the step ended: the latest completion, empty while the newest interval is open.
  static Optional<Instant> end(List<Interval> intervals) {
    if (intervals.isEmpty() || intervals.getLast().completed().isEmpty()) {
      return Optional.empty();
    }
    return intervals.stream().flatMap(i -> i.completed().stream()).max(Comparator.naturalOrder());
  }
}
