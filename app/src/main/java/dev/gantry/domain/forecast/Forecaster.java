package dev.gantry.domain.forecast;

import dev.gantry.domain.history.StepRecord;
import dev.gantry.domain.plan.BuildPlan;
import dev.gantry.domain.plan.PlannedInput;
import dev.gantry.domain.plan.PlannedStep;
import dev.gantry.domain.plan.StepKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Works out which steps of a plan will run: those whose keys no earlier build has had. Used for
/// one forecast.
///
/// Where a step takes files of another one that runs, BuildKit compares the files, and nobody knows
/// them before. What counts then is how the comparison went in earlier builds, those first in which
/// the same thing had changed.
final class Forecaster {
  private static final int VOTES = 3;

  private final BuildPlan plan;
  private final Knowledge knowledge;
  private final Changes changes;
  private final boolean unchanged;
  private final List<String> identities = new ArrayList<>();
  private final List<Outlook> outlooks = new ArrayList<>();
  private final Roots roots = new Roots();

  /// @param unchanged whether nothing has changed since a build in which nothing ran
  Forecaster(BuildPlan plan, Knowledge knowledge, Changes changes, boolean unchanged) {
    this.plan = plan;
    this.knowledge = knowledge;
    this.changes = changes;
    this.unchanged = unchanged;
  }

  /// @param overhead what the build takes apart from its steps
  Forecast forecast(Duration overhead) {
    for (PlannedStep step : plan.steps()) {
      add(step);
    }
    List<Outlook> last = new LostResults(plan).applied(outlooks);
    List<StepForecast> steps =
        IntStream.range(0, last.size()).mapToObj(i -> forecast(i, last.get(i))).toList();
    return new Forecast(steps, total(steps).map(overhead::plus), remote());
  }

  private List<String> remote() {
    return plan.steps().stream()
        .flatMap(step -> step.inputs().stream())
        .filter(PlannedInput.Remote.class::isInstance)
        .map(input -> ((PlannedInput.Remote) input).address())
        .distinct()
        .toList();
  }

  private void add(PlannedStep step) {
    String key = StepKeys.key(step, identities);
    Optional<String> made = knowledge.identity(key);
    boolean known = !step.ignoresCache() && (unchanged || made.isPresent());
    Optional<Cause> own =
        step.ignoresCache()
            ? Optional.of(new Cause.CacheDisabled())
            : known ? Optional.empty() : changes.of(step);
    roots.add(step, own, i -> outlooks.get(i).runs());
    Outlook outlook =
        known
            ? new Outlook.Cached()
            : own.<Outlook>map(Outlook.Runs::new).orElseGet(() -> upstream(step));
    outlooks.add(outlook);
    identities.add(outlook.runs() ? key : made.or(() -> alike(step)).orElse(key));
  }

  /// The identity of the step, if the files that it takes of others are the same as last.
  private Optional<String> alike(PlannedStep step) {
    return knowledge.identityByOutline(StepKeys.outline(step, identities));
  }

  /// For a step that is as it was, but needs something that is not.
  private Outlook upstream(PlannedStep step) {
    Optional<Integer> whole =
        step.inputs().stream()
            .flatMap(
                input ->
                    input instanceof PlannedInput.Step(int maker, _)
                        ? Optional.of(maker).stream()
                        : Optional.<Integer>empty().stream())
            .filter(maker -> outlooks.get(maker).runs())
            .findFirst();
    if (whole.isPresent()) {
      Cause cause = ran(whole.get());
      return outlooks.get(whole.get()) instanceof Outlook.Depends
          ? new Outlook.Depends(true, cause)
          : new Outlook.Runs(cause);
    }
    Optional<Integer> files =
        LongestChain.makers(step).filter(maker -> outlooks.get(maker).runs()).findFirst();
    if (files.isEmpty()) {
      return new Outlook.Runs(new Cause.NeverBuilt());
    }
    return alike(step).isEmpty()
        ? new Outlook.Runs(ran(files.get()))
        : new Outlook.Depends(differs(step, files.get()), ran(files.get()));
  }

  private Cause ran(int step) {
    return new Cause.UpstreamRan(step, plan.steps().get(step).name());
  }

  /// Whether what the step makes is expected to differ: as the last times, most of all those with
  /// the same reason.
  private boolean differs(PlannedStep step, int maker) {
    String reason = roots.of(maker);
    Comparator<StepRecord> byLikeness =
        Comparator.comparingLong(record -> -Roots.common(reason, record.trigger()));
    List<StepRecord> alike =
        knowledge.comparisons(step).stream().sorted(byLikeness).limit(VOTES).toList();
    long ran = alike.stream().filter(it -> it.result() == StepRecord.Result.RAN).count();
    return 2 * ran >= alike.size();
  }

  private StepForecast forecast(int position, Outlook outlook) {
    PlannedStep step = plan.steps().get(position);
    return new StepForecast(step.name(), step.lines(), outlook, knowledge.usual(step));
  }

  /// Steps that have never run are left out of the chain when they only copy files; a program may
  /// take any time.
  private Optional<Duration> total(List<StepForecast> steps) {
    boolean unknown =
        steps.stream().anyMatch(step -> step.outlook().runs() && step.usual().isEmpty());
    return unknown
        ? Optional.empty()
        : Optional.of(
            LongestChain.of(
                plan.steps(),
                i ->
                    steps.get(i).outlook().runs()
                        ? steps.get(i).usual().orElse(Duration.ZERO)
                        : Duration.ZERO));
  }
}
