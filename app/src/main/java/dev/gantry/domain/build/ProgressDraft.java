package dev.gantry.domain.build;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The next [BuildProgress] while a batch of events goes into it. Used within one call.
final class ProgressDraft {
  private final List<StepTrace> traces;
  private final Map<StepId, Integer> positions;
  private final Map<StepId, StepLog> logs;
  private final Set<BuildEvent.Warning> warnings;
  private final Map<StepId, List<BuildEvent.Output>> written = new LinkedHashMap<>();
  private final Map<StepId, List<BuildEvent.Transfer>> moved = new LinkedHashMap<>();

  ProgressDraft(
      List<StepTrace> traces,
      Map<StepId, Integer> positions,
      Map<StepId, StepLog> logs,
      List<BuildEvent.Warning> warnings) {
    this.traces = new ArrayList<>(traces);
    this.positions = new HashMap<>(positions);
    this.logs = new HashMap<>(logs);
    this.warnings = new LinkedHashSet<>(warnings);
  }

  /// Output and transfers of a step that was never mentioned are left out: there is no place to
  /// show them.
  void add(BuildEvent event) {
    switch (event) {
      case BuildEvent.StepUpdated report -> update(report);
      case BuildEvent.Transfer transfer ->
          moved.computeIfAbsent(transfer.step(), _ -> new ArrayList<>()).add(transfer);
      case BuildEvent.Output output ->
          written.computeIfAbsent(output.step(), _ -> new ArrayList<>()).add(output);
      case BuildEvent.Warning warning -> warnings.add(warning);
    }
  }

  BuildProgress finish(Optional<Instant> ended) {
    moved.forEach(this::move);
    written.forEach(this::write);
    return new BuildProgress(traces, positions, logs, List.copyOf(warnings), ended);
  }

  private void update(BuildEvent.StepUpdated report) {
    Integer position = positions.get(report.id());
    if (position == null) {
      positions.put(report.id(), traces.size());
      traces.add(StepTrace.first(traces.size() + 1, report));
    } else {
      traces.set(position, traces.get(position).with(report));
    }
  }

  private void move(StepId id, List<BuildEvent.Transfer> transfers) {
    Integer position = positions.get(id);
    if (position != null) {
      traces.set(position, traces.get(position).with(transfers));
    }
  }

  private void write(StepId id, List<BuildEvent.Output> pieces) {
    if (positions.containsKey(id)) {
      logs.merge(id, StepLog.EMPTY.plus(pieces), (old, _) -> old.plus(pieces));
    }
  }
}
