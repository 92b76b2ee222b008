package dev.gantry.domain.build;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A build as it is known at one moment: the fold of its [BuildEvent]s. An immutable value; each
/// batch of events gives the next one.
///
/// Steps that a batch does not touch are the same objects before and after it, so a view can tell
/// by identity what to draw again. A batch costs one copy of the list of steps (of references, not
/// of what is known of each), and of the log of each step that wrote something.
///
/// Times are the engine's. An engine on another machine may have another idea of the time, which
/// shifts what [#elapsed] and [Step#elapsed] say of running work, but not of finished work.
public final class BuildProgress {
  private static final BuildProgress NOTHING =
      new BuildProgress(List.of(), Map.of(), List.of(), BuildNotes.NONE, Optional.empty());

  private final List<StepTrace> traces;
  private final Map<StepId, Integer> positions;
  private final List<BuildEvent.Warning> warnings;
  private final BuildNotes notes;
  private final Optional<Instant> ended;
  private final List<Step> steps;

  /// Takes the collections over as they are; nobody changes them any more.
  BuildProgress(
      List<StepTrace> traces,
      Map<StepId, Integer> positions,
      List<BuildEvent.Warning> warnings,
      BuildNotes notes,
      Optional<Instant> ended) {
    this.traces = traces;
    this.positions = positions;
    this.warnings = warnings;
    this.notes = notes;
    this.ended = ended;
    this.steps = traces.stream().map(StepTrace::step).toList();
  }

  List<StepTrace> traces() {
    return traces;
  }

  BuildNotes notes() {
    return notes;
  }

  /// The place of each step in the list of steps.
  Map<StepId, Integer> positions() {
    return positions;
  }

  /// A build that has told nothing yet.
  public static BuildProgress nothingYet() {
    return NOTHING;
  }

  public static BuildProgress of(List<BuildEvent> events) {
    return NOTHING.apply(events);
  }

  /// The build after these events, which must be in the order of their arrival.
  public BuildProgress apply(List<BuildEvent> events) {
    if (events.isEmpty()) {
      return this;
    }
    ProgressDraft draft = new ProgressDraft(this);
    events.forEach(draft::add);
    return draft.finish(ended);
  }

  /// The build after its end: steps that were still at work count as cancelled, and time stops.
  public BuildProgress ended(Instant at) {
    List<StepTrace> last = traces.stream().map(StepTrace::ended).toList();
    return new BuildProgress(last, positions, warnings, notes, Optional.of(at));
  }

  /// All steps in order of first mention, internal ones too.
  public List<Step> steps() {
    return steps;
  }

  public Optional<Step> step(StepId id) {
    return Optional.ofNullable(positions.get(id)).map(steps::get);
  }

  /// When the step worked, earliest first: a step may be started several times.
  public List<Interval> intervals(StepId id) {
    Integer position = positions.get(id);
    return position == null ? List.of() : traces.get(position).intervals();
  }

  /// What the step has written so far. Of a step that is over every line counts as whole.
  public StepLog log(StepId id) {
    Integer position = positions.get(id);
    if (position == null) {
      return StepLog.EMPTY;
    }
    StepTrace trace = traces.get(position);
    return trace.isOver() ? trace.log().flushed() : trace.log();
  }

  public List<BuildEvent.Warning> warnings() {
    return warnings;
  }

  /// In what way the engine builds, if it is not the usual one.
  public Optional<BuildReduction> reduction() {
    return notes.reduction();
  }

  /// Whether the engine answers; one that does not is given up after a while.
  public boolean engineAnswers() {
    return notes.engineAnswers();
  }

  /// What the engine calls the build, once it has been asked for it.
  public Optional<String> ref() {
    return notes.ref();
  }

  /// How many files the engine has asked for; empty before the end, and where nobody counts.
  public OptionalInt requestedFiles() {
    return notes.requestedFiles();
  }

  /// The steps counted, without internal ones.
  public Tally tally() {
    return Tally.of(steps);
  }

  /// The chain of steps that the build could not have been faster than.
  public CriticalPath criticalPath(Instant now) {
    return CriticalPath.of(steps, now);
  }

  /// The first step that failed of itself, which is the reason why the build did.
  public Optional<Step> failure() {
    return steps.stream().filter(step -> step.state() instanceof StepState.Failed).findFirst();
  }

  /// When the first step began.
  public Optional<Instant> started() {
    return steps.stream()
        .flatMap(step -> step.firstStarted().stream())
        .min(Comparator.naturalOrder());
  }

  /// How long the build has worked up to now, or in all when it has ended.
  public Duration elapsed(Instant now) {
    Instant until = ended.orElse(now);
    return started()
        .filter(until::isAfter)
        .map(start -> Duration.between(start, until))
        .orElse(Duration.ZERO);
  }
}
