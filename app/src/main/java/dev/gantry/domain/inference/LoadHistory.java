package dev.gantry.domain.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What was measured lately, oldest first: of so much time, and never more than [#MOST].
///
/// @param span how far it reaches back from the newest one
public record LoadHistory(Duration span, List<ServiceLoad> measured) {
  /// A service that measures more often than it should does not fill the memory.
  static final int MOST = 1_000;

  public LoadHistory {
    measured = List.copyOf(measured);
  }

  /// Nothing yet.
  public static LoadHistory ofLast(Duration span) {
    return new LoadHistory(span, List.of());
  }

  /// With a further one, and without what is too old by now. Where the clock of the service was set
  /// back, it begins anew.
  public LoadHistory with(ServiceLoad next) {
    if (!measured.isEmpty() && !next.at().isAfter(measured.getLast().at())) {
      return new LoadHistory(span, List.of(next));
    }
    List<ServiceLoad> all = new ArrayList<>(measured);
    all.add(next);
    int from = Math.max(0, all.size() - MOST);
    while (all.get(from).at().isBefore(next.at().minus(span))) {
      from++;
    }
    return new LoadHistory(span, all.subList(from, all.size()));
  }
}
