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
import java.util.function.UnaryOperator;

/// The next [BuildProgress] while a batch of events goes into it. Used within one call.
///
/// What is large is copied only when the batch touches it: most batches tell of no new step.
final class ProgressDraft {
  private final BuildProgress before;
  private final List<StepTrace> traces;
  private Map<StepId, Integer> positions;
  private BuildNotes notes;
  private boolean growing;
  private final Set<BuildEvent.Warning> warnings = new LinkedHashSet<>();
  private final Map<StepId, List<BuildEvent.Output>> written = new LinkedHashMap<>();
  private final Map<StepId, List<BuildEvent.Transfer>> moved = new LinkedHashMap<>();

  ProgressDraft(BuildProgress before) {
    this.before = before;
    this.traces = new ArrayList<>(before.traces());
    this.positions = before.positions();
    this.notes = before.notes();
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
      case BuildEvent.Reduced(BuildReduction how) -> notes = notes.withReduction(how);
      case BuildEvent.EngineAnswers(boolean answers) -> notes = notes.withEngineAnswers(answers);
      case BuildEvent.Named(String ref) -> notes = notes.withRef(ref);
      case BuildEvent.FilesRequested(int count) -> notes = notes.withRequestedFiles(count);
    }
  }

  BuildProgress finish(Optional<Instant> ended) {
    moved.forEach((step, transfers) -> replace(step, trace -> trace.with(transfers)));
    written.forEach((step, pieces) -> replace(step, trace -> trace.written(pieces)));
    return new BuildProgress(List.copyOf(traces), positions, withWarnings(), notes, ended);
  }

  private void update(BuildEvent.StepUpdated report) {
    if (positions.containsKey(report.id())) {
      replace(report.id(), trace -> trace.with(report));
      return;
    }
    if (!growing) {
      growing = true;
      positions = new HashMap<>(positions);
    }
    positions.put(report.id(), traces.size());
    traces.add(StepTrace.first(traces.size() + 1, report));
  }

  private void replace(StepId step, UnaryOperator<StepTrace> change) {
    Integer position = positions.get(step);
    if (position != null) {
      traces.set(position, change.apply(traces.get(position)));
    }
  }

  private List<BuildEvent.Warning> withWarnings() {
    if (warnings.isEmpty()) {
      return before.warnings();
    }
    Set<BuildEvent.Warning> all = new LinkedHashSet<>(before.warnings());
    all.addAll(warnings);
    return List.copyOf(all);
  }
}
